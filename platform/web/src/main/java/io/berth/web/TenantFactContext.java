package io.berth.web;

import io.berth.outbox.FactContext;
import io.berth.outbox.ReceivedFact;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Fact handlers work as {@link Tenant#ROOT}: a fact may be about a thing of any project. A handler that creates something
 * does so in {@code tenant.run(fact.origin().project(), …)}, before it has opened a session.
 */
@ApplicationScoped
class TenantFactContext implements FactContext {
    private final Tenant tenant;

    TenantFactContext(Tenant tenant) {
        this.tenant = tenant;
    }

    @Override
    public void run(ReceivedFact fact, Runnable work) {
        tenant.run(Tenant.ROOT, work);
    }
}
