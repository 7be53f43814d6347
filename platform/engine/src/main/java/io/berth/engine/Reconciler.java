package io.berth.engine;

import java.util.Collection;

/**
 * Makes one resource on the engine what it should be. A bean of this type is run from start to shutdown by
 * {@link ReconcileLoops}.
 */
public interface Reconciler {
    /** {@code network}, {@code balancer}, …: names metrics and threads. */
    String kind();

    /** Ids of all resources that are wanted or still to be removed, for the periodic comparison. */
    Collection<String> ids();

    /**
     * Read, plan, act, record; safe to repeat, never called twice at once for one id.
     *
     * @throws Exception to be called again after a back-off
     */
    Outcome reconcile(String id) throws Exception;

    /**
     * Which of its resources a change on an engine may concern: unless it says otherwise, all of them at a resync, and the
     * owner of what changed when that is of the reconciler's kind. Called on the engine's event thread: quick.
     */
    default Concern concernOf(EngineChange change) {
        if (change.isResync()) {
            return Concern.EVERYTHING;
        }
        return kind().equals(change.kind()) ? Concern.only(change.ownerId()) : Concern.NOTHING;
    }
}
