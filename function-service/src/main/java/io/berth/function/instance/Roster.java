package io.berth.function.instance;

import io.berth.function.FunctionConfig;
import io.berth.function.function.Deployment;
import io.berth.function.instance.Instance.State;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who is where: instances, pools and queues, and the moves between them. Does nothing itself; each move leaves effects to
 * be done. For one thread at a time. Times are nanoseconds of the machine's monotonic clock.
 */
final class Roster {
    private final FunctionConfig.Fleet config;
    private final Addresses addresses = new Addresses();
    private final Map<String, Instance> instances = new HashMap<>();
    private final Map<String, FunctionQueue> queues = new HashMap<>();
    private final Map<PoolKey, Pool> pools = new HashMap<>();
    private final List<Effect> effects = new ArrayList<>();

    Roster(FunctionConfig.Fleet config) {
        this.config = config;
    }

    /** What is to be done since the last time it was asked. */
    List<Effect> effects() {
        var since = List.copyOf(effects);
        effects.clear();
        return since;
    }

    Optional<Instance> instance(String id) {
        return Optional.ofNullable(instances.get(id));
    }

    Optional<Instance> at(String address) {
        return addresses.holder(address);
    }

    Collection<Instance> instances() {
        return List.copyOf(instances.values());
    }

    Collection<FunctionQueue> queues() {
        return List.copyOf(queues.values());
    }

    Collection<Pool> pools() {
        return List.copyOf(pools.values());
    }

    Optional<FunctionQueue> queue(String function) {
        return Optional.ofNullable(queues.get(function));
    }

    void submit(Invocation invocation, long now) {
        var queue = queues.computeIfAbsent(invocation.function().id(), any -> new FunctionQueue(invocation.function()));
        queue.renew(invocation.function());
        if (queue.closed) {
            finish(invocation, Ending.unserved(Outcome.FUNCTION_GONE, "The function is being deleted."));
        } else if (queue.waiting.size() >= config.queue()) {
            finish(
                    invocation,
                    Ending.unserved(
                            Outcome.THROTTLED,
                            "%d requests of the function wait already.".formatted(queue.waiting.size())));
        } else {
            queue.waiting.addLast(invocation);
            arrange(queue, now);
        }
    }

    /** Requests to idle instances first, then claims for the rest. */
    void arrange(FunctionQueue queue, long now) {
        while (!queue.waiting.isEmpty()) {
            var idle = queue.takeIdle();
            if (idle.isEmpty()) {
                break;
            }
            handOver(idle.get(), queue.waiting.pollFirst(), now);
        }
        var pool = pools.get(new PoolKey(queue.deployment.project(), queue.deployment.runtime()));
        // Without a pool the project's network is not up: they wait.
        if (pool != null) {
            pool.unclaim(queue, DispatchPlan.surplus(queue.demand(now), queue.claims));
            for (int claims = DispatchPlan.claims(queue.demand(now)); claims > 0; claims--) {
                pool.claim(queue);
            }
            arrange(pool, now, false);
        }
        if (queue.empty()) {
            queues.remove(queue.function, queue);
        }
    }

    /** @param mayRefill whether instances may be started for which nobody waits */
    void arrange(Pool pool, long now, boolean mayRefill) {
        while (!pool.claims.isEmpty() && !pool.ready.isEmpty()) {
            var queue = pool.claims.pollFirst();
            queue.claims--;
            give(pool.ready.pollFirst(), queue, now);
        }
        var sight = new PoolPlan.Sight(
                size(pool),
                pool.ready.size(),
                pool.starting.size(),
                pool.claims.size(),
                mayRefill,
                config.most() - instances.size());
        for (int starts = now < pool.pausedUntil ? 0 : PoolPlan.starts(sight); starts > 0; starts--) {
            start(pool, now);
        }
        for (int stops = PoolPlan.stops(sight); stops > 0; stops--) {
            leave(pool.ready.peekFirst(), now);
        }
    }

    void site(Site site, long now) {
        site.runtimes().forEach(runtime -> {
            var key = new PoolKey(site.project(), runtime);
            pools.computeIfAbsent(key, any -> new Pool(key, site, now));
        });
        for (var pool : pools()) {
            if (pool.key.project().equals(site.project())) {
                pool.site = site;
            }
        }
        for (var queue : queues()) {
            if (queue.deployment.project().equals(site.project())) {
                arrange(queue, now);
            }
        }
    }

    /** The container runs, or not any more: it is forgotten and its address is free. */
    void forget(Instance instance) {
        instances.remove(instance.id, instance);
        addresses.free(instance);
        var pool = pools.get(instance.pool);
        var last = instances.values().stream().noneMatch(other -> other.pool.equals(instance.pool));
        if (pool != null && last && size(pool) == 0 && pool.claims.isEmpty()) {
            pools.remove(instance.pool);
        }
    }

    /** It gets no more work and its container goes. */
    void leave(Instance instance, long now) {
        if (instance.state == State.LEAVING) {
            return;
        }
        Optional.ofNullable(pools.get(instance.pool)).ifPresent(pool -> pool.remove(instance));
        queueOf(instance).ifPresent(queue -> queue.remove(instance));
        instance.become(State.LEAVING, now);
        effects.add(new Effect.Remove(instance));
    }

    /** It can take a request, unless its function is not what it was any more. */
    void settle(Instance instance, long now) {
        var queue = queueOf(instance);
        if (queue.isEmpty() || !queue.get().current(instance)) {
            leave(instance, now);
        } else {
            instance.become(State.IDLE, now);
            queue.get().rest(instance);
        }
        queue.ifPresent(own -> arrange(own, now));
    }

    void finish(Invocation invocation, Ending ending) {
        effects.add(new Effect.Finish(invocation, ending));
    }

    void again(Instance instance) {
        effects.add(new Effect.Remove(instance));
    }

    Optional<FunctionQueue> queueOf(Instance instance) {
        return instance.function == null ? Optional.empty() : queue(instance.function.id());
    }

    Optional<Pool> poolOf(Instance instance) {
        return Optional.ofNullable(pools.get(instance.pool));
    }

    /** It takes no more requests; who waits is told. @return how many instances it still has */
    int close(FunctionQueue queue, long now) {
        queue.closed = true;
        while (!queue.waiting.isEmpty()) {
            finish(queue.waiting.pollFirst(), Ending.unserved(Outcome.FUNCTION_GONE, "The function is being deleted."));
        }
        List.copyOf(queue.instances).stream()
                .filter(instance -> instance.state != State.BUSY)
                .forEach(instance -> leave(instance, now));
        arrange(queue, now);
        return queue.instances.size();
    }

    /** The new generation runs from now on. */
    void renew(FunctionQueue queue, Deployment known, long now) {
        queue.renew(known);
        queue.idle().stream().filter(idle -> !queue.current(idle)).forEach(idle -> leave(idle, now));
        arrange(queue, now);
    }

    boolean isShort(Pool pool) {
        return pool.ready.size() + pool.starting.size() < size(pool);
    }

    private int size(Pool pool) {
        return pool.site.runtimes().contains(pool.key.runtime()) ? config.pool() : 0;
    }

    private void start(Pool pool, long now) {
        addresses.take(pool, now).ifPresent(instance -> {
            instances.put(instance.id, instance);
            pool.starting.add(instance);
            effects.add(new Effect.Start(instance));
        });
    }

    private void give(Instance instance, FunctionQueue queue, long now) {
        instance.become(State.LOADING, now);
        instance.function = queue.deployment;
        queue.instances.add(instance);
        poolOf(instance).ifPresent(pool -> pool.disturbedAt = now);
        effects.add(new Effect.Give(instance, instance.claim, queue.deployment));
        instance.claim = null;
    }

    private void handOver(Instance instance, Invocation invocation, long now) {
        instance.become(State.BUSY, now);
        instance.current = invocation;
        effects.add(new Effect.HandOver(instance, instance.next, invocation, instance.function));
        instance.next = null;
    }
}
