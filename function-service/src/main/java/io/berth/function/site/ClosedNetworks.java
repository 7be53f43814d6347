package io.berth.function.site;

import io.berth.engine.Hosts;
import io.berth.firewall.ClosedNetwork;
import io.berth.firewall.Reach;
import io.berth.firewall.Ruleset;
import io.berth.firewall.Rulesets;
import io.berth.function.FunctionConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/**
 * Instances reach the Runtime API and nothing else. An internal network alone would let them reach whatever listens on the
 * host, through the bridge's address, and each other.
 */
@ApplicationScoped
class ClosedNetworks implements Rulesets {
    private final Hosts hosts;
    private final FunctionConfig config;

    ClosedNetworks(Hosts hosts, FunctionConfig config) {
        this.hosts = hosts;
        this.config = config;
    }

    @Override
    public Ruleset wanted(String host) {
        return new Ruleset(hosts.engine(host).networks(FunctionNetwork.KIND).stream()
                .map(network -> ClosedNetwork.of(
                        network, List.of(new Reach(FunctionNetwork.serviceAddress(network), config.runtimePort()))))
                .toList());
    }
}
