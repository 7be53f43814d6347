package io.berth.engine;

import java.util.Collection;

/** Makes one resource on the engine what it should be. */
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
}
