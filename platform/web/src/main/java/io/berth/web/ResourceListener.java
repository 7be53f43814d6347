package io.berth.web;

import io.quarkus.arc.Arc;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.PostRemove;
import jakarta.persistence.PostUpdate;
import jakarta.persistence.PrePersist;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;

/**
 * Notes what a request with an {@code Idempotency-Key} makes, and wakes those who wait for a resource as soon as a change
 * of it is committed.
 */
@ApplicationScoped
class ResourceListener {
    private final Waiting waiting;
    private final IdempotentRequest request;
    private final TransactionSynchronizationRegistry transactions;

    ResourceListener(Waiting waiting, IdempotentRequest request, TransactionSynchronizationRegistry transactions) {
        this.waiting = waiting;
        this.request = request;
        this.transactions = transactions;
    }

    @PrePersist
    void making(Resource resource) {
        if (Arc.container().requestContext().isActive()) {
            request.making(resource.id());
        }
    }

    @PostUpdate
    @PostRemove
    void changed(Resource resource) {
        var id = resource.id();
        transactions.registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {}

            @Override
            public void afterCompletion(int status) {
                if (status == Status.STATUS_COMMITTED) {
                    waiting.changed(id);
                }
            }
        });
    }
}
