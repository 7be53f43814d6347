package io.berth.balancer.proxy;

import io.berth.balancer.balancer.BalancerChanged;
import io.berth.balancer.pool.PoolRecords;
import io.berth.balancer.pool.PoolSettings;
import io.berth.balancer.target.Memberships;
import io.berth.balancer.target.PoolMembers;
import io.berth.balancer.target.TargetRecords;
import io.berth.balancer.target.TargetRecords.Settled;
import io.berth.engine.Outcome;
import io.berth.engine.Reconciler;
import io.berth.outbox.Projections;
import io.berth.web.Tenant;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps a pool's targets: members of groups come and go, and each has the status that its balancers see. */
@ApplicationScoped
class PoolReconciler implements Reconciler {
    static final String KIND = "pool";

    private static final Duration UNDECIDED = Duration.ofSeconds(2);

    private final PoolRecords pools;
    private final TargetRecords targets;
    private final Memberships memberships;
    private final Carriers carriers;
    private final Projections projections;
    private final Event<BalancerChanged> balancerChanged;
    private final Tenant tenant;
    private final Set<String> changed = ConcurrentHashMap.newKeySet();

    PoolReconciler(
            PoolRecords pools,
            TargetRecords targets,
            Memberships memberships,
            Carriers carriers,
            Projections projections,
            Event<BalancerChanged> balancerChanged,
            Tenant tenant) {
        this.pools = pools;
        this.targets = targets;
        this.memberships = memberships;
        this.carriers = carriers;
        this.projections = projections;
        this.balancerChanged = balancerChanged;
        this.tenant = tenant;
    }

    /** What is wanted of the pool has changed: its balancers are told with the next pass. */
    void touch(String pool) {
        changed.add(pool);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Collection<String> ids() {
        return tenant.call(Tenant.ROOT, pools::ids);
    }

    @Override
    public Outcome reconcile(String id) {
        var pool = tenant.call(Tenant.ROOT, () -> pools.find(id));
        if (pool.isEmpty()) {
            changed.remove(id);
            return Outcome.GONE;
        }
        return tenant.call(pool.get().project(), () -> reconcile(pool.get()));
    }

    private Outcome reconcile(PoolSettings pool) {
        boolean news = changed.remove(pool.id());
        try {
            news |= follow(pool);
            var carrying = carriers.of(pool.id());
            var settled = targets.settle(
                    pool,
                    (target, leaving) ->
                            leaving ? carriers.leaving(carrying, target) : carriers.serving(carrying, target));
            if (news || settled.news()) {
                carrying.named().forEach(balancer -> balancerChanged.fire(new BalancerChanged(balancer)));
            }
            if (pool.deleting() && settled.empty()) {
                pools.gone(pool.id());
                return Outcome.GONE;
            }
            return outcome(settled, news);
        } catch (RuntimeException failure) {
            if (news) {
                changed.add(pool.id());
            }
            throw failure;
        }
    }

    private static Outcome outcome(Settled settled, boolean news) {
        if (settled.dropped()) {
            return Outcome.waitFor(Duration.ZERO);
        }
        if (settled.undecided()) {
            return Outcome.waitFor(UNDECIDED);
        }
        return news || settled.news() ? Outcome.CHANGED : Outcome.NOOP;
    }

    /** @return whether targets came, went or changed */
    private boolean follow(PoolSettings pool) {
        if (pool.deleting()) {
            targets.leaveAll(pool);
            return true;
        }
        return memberships.follow(pool, groupsNaming(pool));
    }

    private List<PoolMembers> groupsNaming(PoolSettings pool) {
        return projections.all(PoolMembers.TOPIC, PoolMembers.class).stream()
                .filter(group ->
                        pool.project().equals(group.project()) && pool.name().equals(group.pool()))
                .toList();
    }
}
