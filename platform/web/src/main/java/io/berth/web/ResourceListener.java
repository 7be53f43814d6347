package io.berth.web;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.PostRemove;
import jakarta.persistence.PostUpdate;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;

/** Wakes those who wait for a resource as soon as a change of it is committed. */
@ApplicationScoped
class ResourceListener {
    private final Waiting waiting;
    private final TransactionSynchronizationRegistry transactions;

    ResourceListener(Waiting waiting, TransactionSynchronizationRegistry transactions) {
        this.waiting = waiting;
        this.transactions = transactions;
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
