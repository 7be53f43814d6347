package io.berth.scaler.reconcile;

import io.berth.engine.Concern;
import io.berth.engine.EngineChange;
import io.berth.scaler.instance.InstanceDesk;
import io.berth.web.Tenant;
import jakarta.enterprise.context.ApplicationScoped;

/** What a change on an engine means for groups. */
@ApplicationScoped
class EngineNews {
    private final InstanceDesk instances;
    private final Reachability reachability;
    private final Tenant tenant;

    EngineNews(InstanceDesk instances, Reachability reachability, Tenant tenant) {
        this.instances = instances;
        this.reachability = reachability;
        this.tenant = tenant;
    }

    Concern of(EngineChange change) {
        if (change.isResync()) {
            reachability.answered(change.host());
            return Concern.EVERYTHING;
        }
        if (!change.kind().equals(InstanceStarter.KIND)) {
            return Concern.NOTHING;
        }
        var group = tenant.call(Tenant.ROOT, () -> instances.groupOf(change.ownerId()));
        return group.map(Concern::only).orElse(Concern.NOTHING);
    }
}
