package io.berth.e2e;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Work beside the test. Each on a thread of its own: the common pool has but one on a small machine. */
final class Background {

    private Background() {}

    static <T> CompletableFuture<T> supply(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, Thread::startVirtualThread);
    }
}
