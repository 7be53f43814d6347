package io.berth.function.instance;

import io.berth.function.function.Deployment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Those who wait for one function, first come first served, and its instances. Guarded by the fleet's lock. */
final class FunctionQueue {
    private static final long RETURNING_NANOS = 100_000_000;

    final String function;
    Deployment deployment;
    boolean closed;
    final Deque<Invocation> waiting = new ArrayDeque<>();
    final List<Instance> instances = new ArrayList<>();
    /** The most recently used one last: it is taken first, so that the others can go. */
    private final Deque<Instance> idle = new ArrayDeque<>();
    /** Of the pool's claims that wait for an instance, those that are this function's. */
    int claims;

    FunctionQueue(Deployment deployment) {
        this.function = deployment.id();
        this.deployment = deployment;
    }

    /** The newest known generation is what runs. */
    void renew(Deployment known) {
        if (known.generation() > deployment.generation()) {
            deployment = known;
        }
    }

    void rest(Instance instance) {
        idle.addLast(instance);
    }

    Optional<Instance> takeIdle() {
        return Optional.ofNullable(idle.pollLast());
    }

    List<Instance> idle() {
        return List.copyOf(idle);
    }

    void remove(Instance instance) {
        idle.remove(instance);
        instances.remove(instance);
    }

    boolean current(Instance instance) {
        return !closed && instance.function.generation() >= deployment.generation();
    }

    DispatchPlan.Demand demand(long now) {
        var coming = (int) instances.stream()
                .filter(instance -> instance.state == Instance.State.LOADING || returning(instance, now))
                .count();
        return new DispatchPlan.Demand(
                waiting.size(), idle.size(), coming + claims, instances.size() + claims, deployment.maxInstances());
    }

    /** It has answered just now and is about to ask for the next request: quicker than any other instance would be. */
    private static boolean returning(Instance instance, long now) {
        return instance.state == Instance.State.RESTING && now - instance.since < RETURNING_NANOS;
    }

    boolean empty() {
        return waiting.isEmpty() && instances.isEmpty() && claims == 0;
    }
}
