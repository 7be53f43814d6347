package io.berth.function.instance;

import io.berth.function.function.Deployment;
import io.berth.function.function.Runtime;
import java.util.Map;
import java.util.OptionalInt;

/**
 * What an instance is told when it gets its function: a pool's instance is told once.
 *
 * @param heapMb how far JavaScript's heap may grow, when that is more than it began with
 */
public record Claim(String handler, Map<String, String> env, OptionalInt heapMb) {

    /** @param poolMemoryMb of the instance until now */
    static Claim of(Deployment function, String instance, int poolMemoryMb) {
        var larger = function.runtime() == Runtime.NODEJS_24 && function.memoryMb() > poolMemoryMb;
        return new Claim(
                function.handler(),
                function.environment(instance),
                larger ? OptionalInt.of(heapMb(function.memoryMb())) : OptionalInt.empty());
    }

    /** Buffers and the rest of the process have the other quarter. */
    static int heapMb(int memoryMb) {
        return memoryMb * 3 / 4;
    }
}
