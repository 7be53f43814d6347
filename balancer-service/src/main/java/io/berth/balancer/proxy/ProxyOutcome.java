package io.berth.balancer.proxy;

import io.berth.balancer.balancer.BalancerRecords;
import io.berth.balancer.balancer.BalancerSettings;
import io.berth.balancer.balancer.OperatingStatus;
import io.berth.balancer.haproxy.Stats;
import io.berth.balancer.listener.ListenerRecords;
import io.berth.balancer.listener.ListenerSettings;
import io.berth.balancer.proxy.TargetBoard.Shown;
import io.berth.balancer.target.TargetPolicy.Sight;
import io.berth.balancer.target.TargetSettings;
import io.berth.web.ErrorCode;
import io.berth.web.PlatformError;
import io.berth.web.ResourceStatus;
import io.berth.web.Tenant;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Records what became of a balancer's proxy: only what is new costs a transaction. */
@ApplicationScoped
class ProxyOutcome {
    private static final String WAITING =
            "traffic stays with the pool before until a target of the new one passes its check";

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

    /**
     * The proxy runs with this structure and these servers.
     *
     * @return whether workers of earlier configurations still have something of which only another look will tell
     */
    boolean answered(ProxyPass pass, Stats stats) {
        var wanted = pass.wanted();
        var leaving = wanted.targets().stream()
                .filter(TargetSettings::leaving)
                .map(TargetSettings::id)
                .collect(Collectors.toSet());
        var shown = Sights.of(stats, pass.earlier(), leaving);
        recordListeners(pass, stats);
        recordBalancer(wanted.balancer(), operating(pass, shown), pass.refusal());
        live.put(wanted, pass.routes());
        seen(wanted, shown);
        return shown.values().stream().anyMatch(one -> one.seen().sight() == Sight.LEFT_BEHIND);
    }

    private void recordListeners(ProxyPass pass, Stats stats) {
        var project = pass.wanted().balancer().project();
        Predicate<ListenerSettings> bound = listener ->
                pass.refusal() == null && !listener.deleting() && !listener.ready() && !pass.excluded(listener.id());
        var arrived = those(pass.wanted(), bound.and(pass.routes()::arrived));
        those(pass.wanted(), bound.and(listener -> !pass.routes().arrived(listener)))
                .forEach(listener -> tenant.run(project, () -> listeners.waiting(listener, WAITING)));
        var gone = those(pass.wanted(), listener -> listener.deleting() && !stats.hasFrontend(listener.id()));
        if (!arrived.isEmpty()) {
            tenant.run(project, () -> listeners.bound(arrived));
        }
        if (!gone.isEmpty()) {
            tenant.run(project, () -> listeners.gone(gone));
        }
        pass.faults()
                .forEach((id, fault) -> pass.wanted()
                        .listener(id)
                        .ifPresent(read ->
                                tenant.run(project, () -> listeners.failed(read, fault.cause(), fault.reason()))));
    }

    private static List<ListenerSettings> those(WantedProxy wanted, Predicate<ListenerSettings> condition) {
        return wanted.listeners().stream().filter(condition).toList();
    }

    /** @param refusal why the process is not what is wanted, though it serves; or null */
    private void recordBalancer(BalancerSettings balancer, OperatingStatus operating, String refusal) {
        if (refusal != null) {
            tenant.run(
                    balancer.project(),
                    () -> balancers.failed(balancer.id(), PlatformError.ENGINE_REFUSED, refusal, operating));
        } else if (balancer.status() != ResourceStatus.READY
                || balancer.statusReason() != null
                || balancer.operatingStatus() != operating) {
            tenant.run(balancer.project(), () -> balancers.running(balancer.id(), operating));
        }
    }

    private static OperatingStatus operating(ProxyPass pass, Map<String, Shown> shown) {
        var serving = pass.wanted().targets().stream()
                .filter(target -> !target.leaving() && pass.routes().serves(target.poolId()))
                .toList();
        if (serving.isEmpty()) {
            return OperatingStatus.NO_TARGETS;
        }
        long up = serving.stream().filter(target -> up(shown.get(target.id()))).count();
        if (up == 0) {
            return OperatingStatus.OFFLINE;
        }
        return up == serving.size() ? OperatingStatus.ONLINE : OperatingStatus.DEGRADED;
    }

    private static boolean up(Shown shown) {
        return shown != null && shown.seen().sight() == Sight.UP;
    }

    /** Those who decide about the targets are told when something else is seen than before, or anything for once. */
    void seen(WantedProxy wanted, Map<String, Shown> shown) {
        boolean first = !board.knows(wanted.balancer().id());
        var pools = new HashSet<>(board.update(wanted.balancer().id(), shown));
        if (first) {
            wanted.pools().forEach(pool -> pools.add(pool.id()));
        }
        pools.forEach(pool -> poolSeen.fire(new PoolSeen(pool)));
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
        tenant.run(balancer.project(), () -> balancers.failed(balancer.id(), cause, reason, OperatingStatus.OFFLINE));
    }

    /** The proxy of a deleted balancer is gone; its listeners go with it. */
    void gone(WantedProxy wanted) {
        var balancer = wanted.balancer();
        tenant.run(balancer.project(), () -> {
            listeners.allGone(balancer.id());
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
