package io.berth.function.instance;

import io.berth.function.function.Deployment;
import java.util.concurrent.CompletableFuture;

/** One container and what it is doing. Guarded by the fleet's lock. */
final class Instance {
    enum State {
        /** The container is on its way. */
        STARTING,
        /** It waits to be claimed. */
        READY,
        /** It loads the function that claimed it. */
        LOADING,
        /** It waits for a request. */
        IDLE,
        /** It has one. */
        BUSY,
        /** It has answered and not asked for the next one. */
        RESTING,
        /** It is on its way out. */
        LEAVING
    }

    final String id;
    final PoolKey pool;
    final Site site;
    final String address;
    final String hostName;
    State state = State.STARTING;
    /** On the engine, once it was made. */
    String container;
    /** Monotonic nanoseconds of the last change of state. */
    long since;

    Deployment function;
    boolean limited;
    boolean loaded;
    boolean served;
    Parked<Claim> claim;
    Parked<Next> next;
    Invocation current;
    /** Completed when what it wrote was read after its end. */
    CompletableFuture<LogTail> lastWords;

    Instance(String id, PoolKey pool, Site site, String address, long now) {
        this.id = id;
        this.pool = pool;
        this.site = site;
        this.address = address;
        this.hostName = id.replace('_', '-') + ".runtime.internal";
        this.since = now;
    }

    void become(State wanted, long now) {
        state = wanted;
        since = now;
    }

    boolean unclaimed() {
        return state == State.STARTING || state == State.READY;
    }

    /** Whether it has been claimed and has not answered anything yet. */
    boolean onFirstRequest() {
        return function != null && !served && state != State.LEAVING;
    }
}
