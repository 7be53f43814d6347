package io.berth.web;

import io.quarkus.arc.Arc;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.function.Supplier;

/**
 * Runs background work as one project, or as {@link #ROOT}. Whatever Hibernate does inside is filtered by that project;
 * native SQL is not.
 */
@ApplicationScoped
public class Tenant {
    /** Sees every project. Inserting as root stores the project that the entity names. */
    public static final String ROOT = "*";

    private static final String KEY = "berth.tenant";

    private final TenantScope scope;
    private final TransactionSynchronizationRegistry transactions;

    Tenant(TenantScope scope, TransactionSynchronizationRegistry transactions) {
        this.scope = scope;
        this.transactions = transactions;
    }

    /**
     * In a request context of its own, so that it works on any thread and hides the caller's.
     *
     * @throws IllegalStateException in a transaction that already works for another project: a session keeps its
     *     tenant
     */
    public <T> T call(String project, Supplier<T> work) {
        requireFitting(project);
        var context = Arc.container().requestContext();
        var outer = context.getStateIfActive();
        context.activate();
        try {
            scope.use(project);
            return work.get();
        } finally {
            context.terminate();
            if (outer != null) {
                context.activate(outer);
            }
        }
    }

    /** As {@link #call}, without a result. */
    public void run(String project, Runnable work) {
        this.<Void>call(project, () -> {
            work.run();
            return null;
        });
    }

    /** The session that is being opened, and with it the transaction, belongs to this project from now on. */
    void bind(String project) {
        if (inTransaction()) {
            transactions.putResource(KEY, project);
        }
    }

    private void requireFitting(String project) {
        if (project == null || project.isEmpty()) {
            throw new IllegalStateException("Background work needs a project");
        }
        var bound = inTransaction() ? transactions.getResource(KEY) : null;
        if (bound != null && !bound.equals(project)) {
            throw new IllegalStateException("The transaction works for project " + bound + " already");
        }
    }

    private boolean inTransaction() {
        return transactions.getTransactionStatus() == Status.STATUS_ACTIVE;
    }
}
