package io.berth.balancer.proxy;

import io.berth.balancer.pool.PoolChanged;
import io.berth.balancer.pool.PoolRecords;
import io.berth.balancer.target.Memberships;
import io.berth.balancer.target.PoolMembers;
import io.berth.engine.Outcome;
import io.berth.engine.Reconciler;
import io.berth.outbox.Projections;
import io.berth.web.Tenant;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.util.Collection;
import java.util.LinkedHashSet;

/** Brings a scaling group's published membership to the pool that it names, and takes it from those it left. */
@ApplicationScoped
class MembershipReconciler implements Reconciler {
    static final String KIND = "membership";

    private final Projections projections;
    private final PoolRecords pools;
    private final Memberships memberships;
    private final Event<PoolChanged> poolChanged;
    private final Tenant tenant;

    MembershipReconciler(
            Projections projections,
            PoolRecords pools,
            Memberships memberships,
            Event<PoolChanged> poolChanged,
            Tenant tenant) {
        this.projections = projections;
        this.pools = pools;
        this.memberships = memberships;
        this.poolChanged = poolChanged;
        this.tenant = tenant;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Collection<String> ids() {
        var ids = new LinkedHashSet<>(tenant.call(Tenant.ROOT, memberships::rejectedGroups));
        projections.all(PoolMembers.TOPIC, PoolMembers.class).forEach(group -> ids.add(group.group()));
        return ids;
    }

    @Override
    public Outcome reconcile(String id) {
        var group = projections.byKey(PoolMembers.TOPIC, id, PoolMembers.class);
        var concerned = new LinkedHashSet<>(tenant.call(Tenant.ROOT, () -> memberships.poolsOf(id)));
        group.filter(named -> named.pool() != null)
                .ifPresent(named -> tenant.run(
                        named.project(),
                        () -> pools.named(named.pool())
                                .ifPresentOrElse(
                                        pool -> concerned.add(pool.id()), () -> memberships.rejectAll(named))));
        if (group.filter(named -> named.pool() != null).isEmpty()) {
            tenant.run(Tenant.ROOT, () -> memberships.forgetRejections(id));
        }
        concerned.forEach(pool -> poolChanged.fire(new PoolChanged(pool)));
        return group.isPresent() ? Outcome.NOOP : Outcome.GONE;
    }
}
