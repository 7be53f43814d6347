package io.berth.outbox;

import java.util.Set;

/**
 * CDI bean that reacts to facts. Called once per fact id, inside the transaction that also records the id; when it
 * throws, the transaction rolls back and the fact is retried in place. Facts of one key arrive in order.
 */
public interface FactHandler {

    /** CloudEvents types this handler wants. */
    Set<String> types();

    /** Applies the effect of one fact. No slow call belongs here: write rows and wake a reconciler. */
    void on(ReceivedFact fact);

    /** Identifies the handler in the inbox; changing it makes old facts new again. */
    default String name() {
        var type = getClass().getSimpleName();
        return type.endsWith("_ClientProxy") || type.endsWith("_Subclass")
                ? type.substring(0, type.lastIndexOf('_'))
                : type;
    }
}
