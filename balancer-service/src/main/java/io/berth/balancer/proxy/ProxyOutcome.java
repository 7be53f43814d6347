package io.berth.balancer.proxy;

import io.berth.balancer.balancer.BalancerRecords;
import io.berth.balancer.balancer.BalancerSettings;
import io.berth.balancer.balancer.OperatingStatus;
import io.berth.balancer.haproxy.Stats;
import io.berth.balancer.listener.ListenerRecords;
import io.berth.balancer.listener.ListenerSettings;
import io.berth.balancer.target.TargetPolicy.Seen;
import io.berth.balancer.target.TargetPolicy.Sight;
import io.berth.balancer.target.TargetSettings;
import io.berth.web.ErrorCode;
import io.berth.web.ResourceStatus;
import io.berth.web.Tenant;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Records what became of a balancer's proxy: only what is new costs a transaction. */
@ApplicationScoped
class ProxyOutcome {
    private final BalancerRecords balancers;
    private final ListenerRecords listeners;
    private final TargetBoard board;
    private final LiveProxies live;
    private final Event<PoolSeen> poolSeen;
    private final Tenant tenant;

    ProxyOutcome(
            BalancerRecords balancers,
            ListenerRecords listeners,
            TargetBoard board,
            LiveProxies live,
            Event<PoolSeen> poolSeen,
            Tenant tenant) {
        this.balancers = balancers;
        this.listeners = listeners;
        this.board = board;
        this.live = live;
        this.poolSeen = poolSeen;
        this.tenant = tenant;
    }

    /** The proxy runs with this structure and these servers. */
    void answered(ProxyPass pass, Stats stats) {
        var wanted = pass.wanted();
        var leaving = wanted.targets().stream()
                .filter(TargetSettings::leaving)
                .map(TargetSettings::id)
                .collect(Collectors.toSet());
        var seen = Sights.of(stats, leaving);
        recordListeners(pass);
        recordBalancer(wanted.balancer(), operating(wanted, seen));
        live.put(wanted, pass.setup());
        seen(wanted, seen);
    }

    private void recordListeners(ProxyPass pass) {
        var bound = ids(
                pass.wanted(), listener -> !listener.deleting() && !listener.ready() && !pass.excluded(listener.id()));
        var gone = ids(pass.wanted(), ListenerSettings::deleting);
        var project = pass.wanted().balancer().project();
        if (!bound.isEmpty()) {
            tenant.run(project, () -> listeners.bound(bound));
        }
        if (!gone.isEmpty()) {
            tenant.run(project, () -> listeners.gone(gone));
        }
        pass.faults()
                .forEach((id, fault) -> tenant.run(project, () -> listeners.failed(id, fault.cause(), fault.reason())));
    }

    private static List<String> ids(WantedProxy wanted, Predicate<ListenerSettings> condition) {
        return wanted.listeners().stream()
                .filter(condition)
                .map(ListenerSettings::id)
                .toList();
    }

    private void recordBalancer(BalancerSettings balancer, OperatingStatus operating) {
        if (balancer.status() != ResourceStatus.READY
                || balancer.statusReason() != null
                || balancer.operatingStatus() != operating) {
            tenant.run(balancer.project(), () -> balancers.running(balancer.id(), operating));
        }
    }

    private static OperatingStatus operating(WantedProxy wanted, Map<String, Seen> seen) {
        var serving = wanted.targets().stream()
                .filter(target -> !target.leaving() && wanted.attached(target.poolId()))
                .toList();
        if (serving.isEmpty()) {
            return OperatingStatus.NO_TARGETS;
        }
        long up = serving.stream()
                .filter(target -> seen.getOrDefault(target.id(), Seen.ABSENT).sight() == Sight.UP)
                .count();
        if (up == 0) {
            return OperatingStatus.OFFLINE;
        }
        return up == serving.size() ? OperatingStatus.ONLINE : OperatingStatus.DEGRADED;
    }

    /** Those who decide about the targets are told when something else is seen than before. */
    void seen(WantedProxy wanted, Map<String, Seen> seen) {
        if (!board.update(wanted.balancer().id(), seen).isEmpty()) {
            wanted.pools().forEach(pool -> poolSeen.fire(new PoolSeen(pool.id())));
        }
    }

    /** The proxy does not answer yet, or again. */
    void waiting(BalancerSettings balancer, String reason) {
        live.remove(balancer.id());
        boolean known = Objects.equals(balancer.statusReason(), reason)
                && balancer.operatingStatus() != OperatingStatus.ONLINE
                && balancer.operatingStatus() != OperatingStatus.DEGRADED;
        if (!known) {
            tenant.run(balancer.project(), () -> balancers.waiting(balancer.id(), reason));
        }
    }

    /** The proxy cannot be made, or not be made what it should be. */
    void failed(BalancerSettings balancer, ErrorCode cause, String reason) {
        tenant.run(balancer.project(), () -> balancers.failed(balancer.id(), cause, reason));
    }

    /** The proxy of a deleted balancer is gone; its listeners go with it. */
    void gone(WantedProxy wanted) {
        var balancer = wanted.balancer();
        tenant.run(balancer.project(), () -> {
            listeners.gone(ids(wanted, listener -> true));
            balancers.gone(balancer.id());
        });
        forgotten(balancer.id());
        wanted.pools().forEach(pool -> poolSeen.fire(new PoolSeen(pool.id())));
    }

    /** Nobody knows the balancer any more. */
    void forgotten(String balancer) {
        live.remove(balancer);
        board.forget(balancer);
    }
}
