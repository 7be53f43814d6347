package io.berth.balancer.proxy;

import io.berth.balancer.target.TargetPolicy.Seen;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * What each proxy last showed of its targets. In memory: after a restart a balancer is unseen until it was looked at, and
 * statuses stay as they were recorded.
 */
@ApplicationScoped
class TargetBoard {
    private final Map<String, Map<String, Shown>> byBalancer = new ConcurrentHashMap<>();

    /** @param pool the target's */
    record Shown(String pool, Seen seen) {}

    /**
     * @param targets what the balancer has, by target id
     * @return ids of pools of whose targets something else is seen than before
     */
    Set<String> update(String balancer, Map<String, Shown> targets) {
        var before = byBalancer.put(balancer, Map.copyOf(targets));
        var changed = new HashSet<String>();
        var known = before == null ? Map.<String, Shown>of() : before;
        Stream.concat(known.keySet().stream(), targets.keySet().stream()).forEach(target -> {
            var old = known.get(target);
            var fresh = targets.get(target);
            if (fresh == null) {
                changed.add(old.pool());
            } else if (!fresh.equals(old)) {
                changed.add(fresh.pool());
            }
        });
        return changed;
    }

    /** The balancer is gone. */
    void forget(String balancer) {
        byBalancer.remove(balancer);
    }

    /** Whether it was looked at. */
    boolean knows(String balancer) {
        return byBalancer.containsKey(balancer);
    }

    /** What these balancers see of the target. */
    List<Seen> seen(Collection<String> balancers, String target) {
        return balancers.stream().map(balancer -> seen(balancer, target)).toList();
    }

    private Seen seen(String balancer, String target) {
        var targets = byBalancer.get(balancer);
        if (targets == null) {
            return Seen.UNSEEN;
        }
        var shown = targets.get(target);
        return shown == null ? Seen.ABSENT : shown.seen();
    }
}
