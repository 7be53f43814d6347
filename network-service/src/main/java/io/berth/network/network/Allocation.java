package io.berth.network.network;

import io.berth.engine.Hosts;
import io.berth.network.NetworkConfig;
import io.berth.network.subnet.Subnet;
import io.berth.network.subnet.SubnetLeases;
import io.berth.network.subnet.Subnets;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Gives a new network its place: addresses, host and engine name. */
@ApplicationScoped
class Allocation {
    private final SubnetLeases leases;
    private final Subnets subnets;
    private final Placement placement;

    Allocation(
            SubnetLeases leases,
            NetworkConfig config,
            Hosts hosts,
            @ConfigProperty(name = "berth.installation") String installation) {
        this.leases = leases;
        this.subnets = new Subnets(config.pool(), config.prefix());
        this.placement = new Placement(hosts.defaultHost().name(), installation);
    }

    /** Subnets that nobody holds; the choice is exclusive until the transaction ends. */
    List<Subnet> choose(List<Subnet> wanted, List<String> onEngine) {
        var taken = new ArrayList<>(onEngine);
        taken.addAll(leases.takenUnderLock());
        return subnets.choose(wanted, taken);
    }

    /** Gives back what a network holds and takes another free block of the pool for it. */
    List<Subnet> move(String network, List<String> onEngine) {
        leases.release(network);
        var chosen = choose(List.of(), onEngine);
        leases.take(network, chosen);
        return chosen;
    }

    void take(String network, List<Subnet> chosen) {
        leases.take(network, chosen);
    }

    Placement placement() {
        return placement;
    }
}
