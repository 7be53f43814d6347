package io.berth.outbox;

/**
 * What surrounds a handler's call, outside its transaction: request context, tenant. The default activates a request
 * context; a bean of this type replaces it.
 */
public interface FactContext {

    void run(ReceivedFact fact, Runnable work);
}
