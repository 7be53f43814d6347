package io.berth.function.instance;

import io.berth.function.function.Deployment;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/** One request for a function, from the moment it waits for an instance to its end. */
public final class Invocation {
    private final String id;
    private final Deployment function;
    private final byte[] payload;
    private final String traceId;
    private final long askedAt;
    private final CompletableFuture<Ending> ending = new CompletableFuture<>();
    /** When its instance is stopped; set before the instance can answer. */
    volatile Future<?> deadline;

    /**
     * @param traceId 32 hex digits
     * @param askedAt in nanoseconds of the machine's monotonic clock
     */
    public Invocation(String id, Deployment function, byte[] payload, String traceId, long askedAt) {
        this.id = Objects.requireNonNull(id);
        this.function = Objects.requireNonNull(function);
        this.payload = payload;
        this.traceId = traceId;
        this.askedAt = askedAt;
    }

    public String id() {
        return id;
    }

    /** As it was when the request came. */
    public Deployment function() {
        return function;
    }

    public byte[] payload() {
        return payload;
    }

    public String traceId() {
        return traceId;
    }

    /** Completed exactly once, never exceptionally. */
    public CompletableFuture<Ending> ending() {
        return ending;
    }

    long askedAt() {
        return askedAt;
    }
}
