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
    private final Volumes volumes;
    private final Reachability reachability;

    Sites(Hosts hosts, Networks networks, Volumes volumes, Reachability reachability) {
        this.hosts = hosts;
        this.networks = networks;
        this.volumes = volumes;
        this.reachability = reachability;
    }

    /**
     * Sites whose hosts answer.
     *
     * @param silent one sentence for each host that would do and does not answer
     */
    record Choice(List<Placement.Site> sites, List<String> silent) {}

    /** Asks the hosts: not within a transaction. For a group that misses nothing. */
    Choice choose(Frame group) {
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
        return missing(group).or(() -> silence(group));
    }

    /** What instances need and is not there, whatever hosts answer. */
    Optional<String> missing(Frame group) {
        return networks.missing(group)
                .map(name -> Networks.notThere(group, name))
                .or(() -> volumes.obstacle(group))
                .or(() -> candidates(group).isEmpty()
                        ? Optional.of("no host of its zones has all of its networks and volumes")
                        : Optional.empty());
    }

    private Optional<String> silence(Frame group) {
        var candidates = candidates(group);
        boolean heard = candidates.stream()
                .anyMatch(host -> reachability.silence(host.name()).isEmpty());
        return heard
                ? Optional.empty()
                : Optional.of(candidates.stream().map(this::silence).collect(Collectors.joining("; ")));
    }

    private List<Host> candidates(Frame group) {
        return hosts.all().stream()
                .filter(host -> group.zones().isEmpty() || group.zones().contains(host.zone()))
                .filter(host -> networks.reach(group, host.name()) && volumes.reach(group, host.name()))
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
