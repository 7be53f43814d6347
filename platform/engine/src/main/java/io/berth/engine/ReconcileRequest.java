package io.berth.engine;

/**
 * CDI event: what is wanted of a resource, or known about it, changed. Fire it in the transaction of the change; the
 * resource is reconciled once that is committed ({@link ReconcileLoops} observes it), and not when it is rolled back.
 */
public interface ReconcileRequest {
    /** As {@link Reconciler#kind()} says. */
    String kind();

    /** The resource's id. */
    String id();
}
