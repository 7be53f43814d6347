package io.berth.balancer.proxy;

import io.berth.balancer.balancer.BalancerRecords;
import io.berth.balancer.listener.ListenerRecords;
import io.berth.balancer.target.TargetPolicy.Seen;
import io.berth.balancer.target.TargetPolicy.Sight;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Which balancers have to do with a pool's targets. Those its listeners name are not all: after a listener took another
 * pool, or went, workers of the configuration before still finish requests with the pool's targets.
 */
@ApplicationScoped
class Carriers {
    private final ListenerRecords listeners;
    private final BalancerRecords balancers;
    private final TargetBoard board;

    Carriers(ListenerRecords listeners, BalancerRecords balancers, TargetBoard board) {
        this.listeners = listeners;
        this.balancers = balancers;
        this.board = board;
    }

    /**
     * In the tenant of the pool.
     *
     * @param attached balancers with a listener that stays
     * @param named those and the ones whose listener is leaving
     * @param others the project's, any of which may have something left
     */
    record Of(Set<String> attached, Set<String> named, List<String> others) {}

    Of of(String pool) {
        var named = listeners.everyBalancerOf(pool);
        var others = balancers.ids().stream().filter(id -> !named.contains(id)).toList();
        return new Of(listeners.balancersOf(pool), named, others);
    }

    /** What is seen of a target that should serve: only who is meant to carry it counts. */
    List<Seen> serving(Of carriers, String target) {
        return board.seen(carriers.attached(), target);
    }

    /** What is seen of one that leaves: whoever may have it counts. */
    List<Seen> leaving(Of carriers, String target) {
        var seen = new ArrayList<>(board.seen(carriers.named(), target));
        board.seen(carriers.others(), target).stream()
                .map(one -> one.sight() == Sight.UNSEEN ? Seen.LEFT_BEHIND : one)
                .forEach(seen::add);
        return seen;
    }
}
