package io.berth.balancer.proxy;

import io.berth.balancer.target.TargetPolicy.Seen;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What each proxy last showed of its targets. In memory: after a restart a balancer is unseen until it was looked at, and
 * statuses stay as they were recorded.
 */
@ApplicationScoped
class TargetBoard {
    private final Map<String, Map<String, Seen>> byBalancer = new ConcurrentHashMap<>();

    /**
     * @param targets what the balancer has, by target id
     * @return ids of targets of which something else is seen than before
     */
    Set<String> update(String balancer, Map<String, Seen> targets) {
        var before = byBalancer.put(balancer, Map.copyOf(targets));
        var changed = new HashSet<String>();
        for (var target : targets.keySet()) {
            if (before == null || !Objects.equals(before.get(target), targets.get(target))) {
                changed.add(target);
            }
        }
        if (before != null) {
            before.keySet().stream()
                    .filter(target -> !targets.containsKey(target))
                    .forEach(changed::add);
        }
        return changed;
    }

    /** The balancer is gone. */
    void forget(String balancer) {
        byBalancer.remove(balancer);
    }

    /** What these balancers see of the target. */
    List<Seen> seen(Collection<String> balancers, String target) {
        return balancers.stream()
                .map(balancer -> {
                    var targets = byBalancer.get(balancer);
                    return targets == null ? Seen.UNSEEN : targets.getOrDefault(target, Seen.ABSENT);
                })
                .toList();
    }
}
