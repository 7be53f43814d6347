package io.berth.outbox;

import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;

/** A request context and nothing else. */
@ApplicationScoped
@DefaultBean
class RequestFactContext implements FactContext {

    @Override
    @ActivateRequestContext
    public void run(ReceivedFact fact, Runnable work) {
        work.run();
    }
}
