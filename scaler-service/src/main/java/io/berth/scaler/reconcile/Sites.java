package io.berth.scaler.reconcile;

import io.berth.engine.Engine;
import io.berth.engine.Host;
import io.berth.engine.Hosts;
import io.berth.scaler.fleet.Placement;
import io.berth.scaler.group.Frame;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Where instances of a group can be launched now; and if nowhere, why. */
@ApplicationScoped
class Sites {
    private final Hosts hosts;
    private final Networks networks;
    private final Reachability reachability;

    Sites(Hosts hosts, Networks networks, Reachability reachability) {
        this.hosts = hosts;
        this.networks = networks;
        this.reachability = reachability;
    }

    /**
     * Sites whose hosts answer.
     *
     * @param silent one sentence for each host that would do and does not answer
     */
    record Choice(List<Placement.Site> sites, List<String> silent) {}

    /** Asks the hosts: not within a transaction. Empty while something is missing that instances need. */
    Choice choose(Frame group) {
        if (missing(group).isPresent()) {
            return new Choice(List.of(), List.of());
        }
        var sites = new ArrayList<Placement.Site>();
        var silent = new ArrayList<String>();
        for (var host : candidates(group)) {
            if (reachability.ask(host.name(), Sites::answers).isPresent()) {
                sites.add(new Placement.Site(host.name(), host.zone()));
            } else {
                silent.add(silence(host));
            }
        }
        return new Choice(sites, silent);
    }

    /** Why no instance can be launched, as far as that is known without asking a host. */
    Optional<String> obstacle(Frame group) {
        var missing = missing(group);
        if (missing.isPresent()) {
            return missing;
        }
        var candidates = candidates(group);
        if (candidates.isEmpty()) {
            return Optional.of("no host of its zones has all of its networks");
        }
        boolean heard = candidates.stream()
                .anyMatch(host -> reachability.silence(host.name()).isEmpty());
        return heard
                ? Optional.empty()
                : Optional.of(candidates.stream().map(this::silence).collect(Collectors.joining("; ")));
    }

    private Optional<String> missing(Frame group) {
        return networks.missing(group).map(name -> Networks.notThere(group, name));
    }

    private List<Host> candidates(Frame group) {
        return hosts.all().stream()
                .filter(host -> group.zones().isEmpty() || group.zones().contains(host.zone()))
                .filter(host -> networks.reach(group, host.name()))
                .toList();
    }

    private String silence(Host host) {
        return "host %s does not answer (%s)"
                .formatted(host.name(), reachability.silence(host.name()).orElse("it is being asked"));
    }

    private static boolean answers(Engine engine) {
        engine.ping();
        return true;
    }
}
