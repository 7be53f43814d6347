package io.berth.firewall;

import io.berth.engine.AddressRange;
import io.berth.engine.EngineNetwork;
import io.berth.engine.SubnetSpec;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A bridge network whose containers open connections to the listed addresses and to nothing else: not to each other, not
 * to the host, not to other networks. Nothing of other networks opens connections to them; the host itself may.
 *
 * @param bridge name of its interface on the host
 * @param subnets IPv4 blocks of it; no other network of the host has addresses in them
 * @param reachable on this network or on the host; what is elsewhere must be routed there besides
 */
public record ClosedNetwork(String bridge, List<String> subnets, List<Reach> reachable) {
    private static final Pattern INTERFACE = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]{0,14}");

    /** The engine calls a network's interface so unless it is told otherwise, which Berth never does. */
    private static final int ID_IN_NAME = 12;

    public ClosedNetwork {
        if (!INTERFACE.matcher(bridge).matches()) {
            throw new IllegalArgumentException("not an interface: " + bridge);
        }
        if (subnets.isEmpty() || subnets.stream().map(AddressRange::new).anyMatch(AddressRange::ipv6)) {
            throw new IllegalArgumentException("a closed network has IPv4 subnets: " + subnets);
        }
        subnets = List.copyOf(subnets);
        reachable = List.copyOf(reachable);
    }

    /** @param network a bridge as the engine has it */
    public static ClosedNetwork of(EngineNetwork network, List<Reach> reachable) {
        return new ClosedNetwork(
                "br-"
                        + network.id()
                                .substring(0, Math.min(ID_IN_NAME, network.id().length())),
                network.subnets().stream().map(SubnetSpec::cidr).toList(),
                reachable);
    }
}
