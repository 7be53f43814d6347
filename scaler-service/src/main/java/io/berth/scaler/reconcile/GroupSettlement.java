package io.berth.scaler.reconcile;

import io.berth.scaler.fleet.Action;
import io.berth.scaler.fleet.Balancing;
import io.berth.scaler.fleet.GroupPlan;
import io.berth.scaler.fleet.InstanceStatus;
import io.berth.scaler.group.Frame;
import io.berth.scaler.group.GroupDesk;
import io.berth.scaler.group.Process;
import io.berth.scaler.instance.InstanceDesk;
import io.berth.scaler.instance.Live;
import io.berth.web.ResourceStatus;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** How a group stands after a pass: ready, still on its way and why, or gone. */
@ApplicationScoped
class GroupSettlement {
    private final GroupDesk groups;
    private final InstanceDesk instances;
    private final Sites sites;
    private final Clock clock;

    GroupSettlement(GroupDesk groups, InstanceDesk instances, Sites sites, Clock clock) {
        this.groups = groups;
        this.instances = instances;
        this.sites = sites;
        this.clock = clock;
    }

    /** @return whether nothing is left of the group */
    @Transactional
    boolean settle(Frame before, long epoch, List<Action> plan) {
        var locked = groups.lock(before.id(), epoch);
        if (locked.isEmpty()) {
            return true;
        }
        var group = locked.get();
        var live = instances.live(group.id());
        if (group.status() == ResourceStatus.DELETING) {
            return buried(group, live);
        }
        if (count(live, InstanceStatus.IN_SERVICE) >= group.min()) {
            groups.ready(group.id());
        }
        groups.explain(group.id(), reason(groups.find(group.id()).orElse(group), live, plan));
        if (settled(group, live)) {
            groups.launchesSettled(group.id());
        }
        return false;
    }

    private boolean buried(Frame group, List<Live> live) {
        if (!live.isEmpty()) {
            groups.explain(group.id(), "%d instances are still to go".formatted(live.size()));
            return false;
        }
        instances.unpublish(group);
        groups.remove(group.id());
        return true;
    }

    /** One that was launched after the last failure has stayed: launching works again. */
    private boolean settled(Frame group, List<Live> live) {
        if (group.launchFailures() == 0) {
            return false;
        }
        var now = clock.instant();
        var since = group.launchFailedAt().filter(at -> !at.isAfter(now)).orElse(Instant.MIN);
        var sound = now.minus(GroupPlan.SETTLED);
        return live.stream()
                .filter(row -> row.status() == InstanceStatus.IN_SERVICE)
                .filter(row -> row.createdAt().isAfter(since))
                .anyMatch(row -> row.since().isBefore(sound));
    }

    /** Null when everything is as wanted. */
    private String reason(Frame group, List<Live> live, List<Action> plan) {
        long serving = count(live, InstanceStatus.IN_SERVICE);
        if (serving >= group.desired()) {
            return null;
        }
        return "%d of %d in service; %s".formatted(serving, group.desired(), obstacle(group, live, plan));
    }

    private String obstacle(Frame group, List<Live> live, List<Action> plan) {
        var obstacle = sites.obstacle(group);
        if (obstacle.isPresent()) {
            return obstacle.get();
        }
        if (!group.runs(Process.LAUNCH)) {
            return "launching is suspended";
        }
        if (group.launchFailure().isPresent()) {
            return "last launch failed: " + group.launchFailure().get();
        }
        if (any(live, Balancing.REJECTED)) {
            return "pool %s does not exist".formatted(group.pool().orElse(""));
        }
        if (any(live, Balancing.UNHEALTHY)) {
            return "pool %s finds instances unhealthy".formatted(group.pool().orElse(""));
        }
        if (group.pool().isPresent() && any(live, Balancing.SILENT)) {
            return "waiting for pool %s to find them healthy"
                    .formatted(group.pool().get());
        }
        return plan.stream()
                .filter(Action.AwaitLaunch.class::isInstance)
                .map(action -> ((Action.AwaitLaunch) action).reason())
                .findFirst()
                .orElse("instances are starting");
    }

    private static boolean any(List<Live> live, Balancing word) {
        return live.stream()
                .filter(row -> row.status() == InstanceStatus.CHECKING || row.status() == InstanceStatus.UNHEALTHY)
                .anyMatch(row -> row.balancing() == word);
    }

    private static long count(List<Live> live, InstanceStatus status) {
        return live.stream().filter(row -> row.status() == status).count();
    }
}
