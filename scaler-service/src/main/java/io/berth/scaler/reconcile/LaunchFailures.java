package io.berth.scaler.reconcile;

import io.berth.scaler.activity.ActivityLog;
import io.berth.scaler.activity.Entry;
import io.berth.scaler.group.Frame;
import io.berth.scaler.group.GroupDesk;
import io.berth.scaler.instance.InstanceDesk;
import io.berth.scaler.instance.Live;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

/** Failed launches: the instance ends, the group backs off, and a group that never was ready has failed after a few. */
@ApplicationScoped
class LaunchFailures {
    /** Rounds of launches after which a group that never was ready is called failed; attempts go on. */
    private static final int PATIENCE = 3;

    private final GroupDesk groups;
    private final InstanceDesk instances;
    private final ActivityLog activities;

    LaunchFailures(GroupDesk groups, InstanceDesk instances, ActivityLog activities) {
        this.groups = groups;
        this.instances = instances;
        this.activities = activities;
    }

    /** It never ran. */
    @Transactional
    void note(Frame group, Live instance, long epoch, String reason) {
        if (groups.lock(group.id(), epoch).isPresent()) {
            instances.launchFailed(instance, epoch, reason);
            backOff(group, instance, reason);
        }
    }

    /** It ran, but not well or not long. */
    @Transactional
    void noteRun(Frame group, Live instance, long epoch, String reason) {
        if (groups.lock(group.id(), epoch).isPresent()) {
            backOff(group, instance, reason);
        }
    }

    private void backOff(Frame group, Live instance, String reason) {
        groups.launchFailed(group.id(), instance.createdAt(), reason);
        activities.note(
                group.project(), Entry.about(group.id(), Entry.Kind.LAUNCH, "FAILED", reason, group.desired(), null));
        groups.find(group.id())
                .filter(now -> now.launchFailures() >= PATIENCE)
                .ifPresent(now -> groups.failed(group.id(), "launching fails: " + reason));
    }
}
