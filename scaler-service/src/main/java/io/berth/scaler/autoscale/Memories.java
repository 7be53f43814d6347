package io.berth.scaler.autoscale;

import io.berth.scaler.decision.TargetTrackingPolicy.Window;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What policies remember of their last window, while this process writes. They begin anew after a restart and with each
 * take-over, because what another writer measured meanwhile is not known here; that only delays a scale-in.
 */
final class Memories {
    private record Memory(long epoch, Window window) {}

    private final Map<String, Memory> memories = new ConcurrentHashMap<>();

    Window of(String policy, long epoch) {
        var memory = memories.get(policy);
        return memory == null || memory.epoch() != epoch ? Window.empty() : memory.window();
    }

    void keep(String policy, long epoch, Window window) {
        memories.put(policy, new Memory(epoch, window));
    }

    void keepOnly(Set<String> policies) {
        memories.keySet().retainAll(policies);
    }

    int size() {
        return memories.size();
    }
}
