package io.berth.scaler.reconcile;

import io.berth.engine.Hosts;
import io.berth.scaler.fleet.Action;
import io.berth.scaler.fleet.Placement;
import io.berth.scaler.instance.InstanceDesk;
import jakarta.enterprise.context.ApplicationScoped;

/** Writes new instances down, where there is a place for them. */
@ApplicationScoped
class Launches {
    private final InstanceDesk instances;
    private final Networks networks;
    private final Hosts hosts;

    Launches(InstanceDesk instances, Networks networks, Hosts hosts) {
        this.instances = instances;
        this.networks = networks;
        this.hosts = hosts;
    }

    /** @return whether any was written down */
    boolean launch(Survey.Pass pass, Action.Launch action) {
        var group = pass.group();
        if (networks.missing(group).isPresent()) {
            return false;
        }
        var sites = hosts.all().stream()
                .filter(host -> group.zones().isEmpty() || group.zones().contains(host.zone()))
                .filter(host -> networks.reach(group, host.name()))
                .map(host -> new Placement.Site(host.name(), host.zone()))
                .toList();
        var present = pass.live().stream()
                .map(row -> new Placement.Site(row.host(), row.zone()))
                .toList();
        var chosen = Placement.spread(sites, present, action.count());
        instances.launch(group.id(), pass.epoch(), chosen);
        return !chosen.isEmpty();
    }
}
