package io.berth.scaler.reconcile;

import io.berth.scaler.activity.ActivityLog;
import io.berth.scaler.activity.Entry;
import io.berth.scaler.fleet.Action;
import io.berth.scaler.fleet.Placement;
import io.berth.scaler.group.Frame;
import io.berth.scaler.instance.InstanceDesk;
import jakarta.enterprise.context.ApplicationScoped;

/** Writes new instances down, where there is a place for them. */
@ApplicationScoped
class Launches {
    private final InstanceDesk instances;
    private final Sites sites;
    private final ActivityLog activities;

    Launches(InstanceDesk instances, Sites sites, ActivityLog activities) {
        this.instances = instances;
        this.sites = sites;
        this.activities = activities;
    }

    /** @return whether any was written down */
    boolean launch(Survey.Pass pass, Action.Launch action) {
        var group = pass.group();
        var missing = sites.missing(group);
        if (missing.isPresent()) {
            note(group, "WAITING", missing.get());
            return false;
        }
        var choice = sites.choose(group);
        var present = pass.live().stream()
                .map(row -> new Placement.Site(row.host(), row.zone()))
                .toList();
        var chosen = Placement.spread(choice.sites(), present, action.count());
        instances.launch(group.id(), pass.epoch(), chosen);
        if (!choice.silent().isEmpty()) {
            note(group, "SKIPPED", "no launches on: " + String.join("; ", choice.silent()));
        }
        return !chosen.isEmpty();
    }

    private void note(Frame group, String verdict, String reason) {
        activities.note(
                group.project(), Entry.about(group.id(), Entry.Kind.LAUNCH, verdict, reason, group.desired(), null));
    }
}
