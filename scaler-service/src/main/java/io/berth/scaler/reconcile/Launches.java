package io.berth.scaler.reconcile;

import io.berth.scaler.activity.ActivityLog;
import io.berth.scaler.activity.Entry;
import io.berth.scaler.fleet.Action;
import io.berth.scaler.fleet.Placement;
import io.berth.scaler.group.Frame;
import io.berth.scaler.instance.InstanceDesk;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

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
        var choice = sites.choose(group);
        var present = pass.live().stream()
                .map(row -> new Placement.Site(row.host(), row.zone()))
                .toList();
        var chosen = Placement.spread(choice.sites(), present, action.count());
        instances.launch(group.id(), pass.epoch(), chosen);
        noteSkipped(group, choice.silent());
        return !chosen.isEmpty();
    }

    private void noteSkipped(Frame group, List<String> silent) {
        if (!silent.isEmpty()) {
            var reason = "launches go elsewhere: " + String.join("; ", silent);
            activities.note(
                    group.project(),
                    Entry.about(group.id(), Entry.Kind.LAUNCH, "SKIPPED", reason, group.desired(), null));
        }
    }
}
