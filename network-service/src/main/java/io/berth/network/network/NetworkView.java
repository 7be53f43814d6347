package io.berth.network.network;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.berth.engine.EngineNetwork;
import io.berth.network.subnet.Subnet;
import io.berth.network.subnet.Subnets;
import io.berth.web.Failure;
import io.berth.web.ResourceStatus;
import io.berth.web.ResourceView;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A network as the API shows it.
 *
 * @param engineId what the engine calls it, once it was seen there
 * @param endpoints who is on it right now, as the engine reports; absent in lists and while the engine does not answer
 */
record NetworkView(
        String id,
        String name,
        String project,
        Map<String, String> labels,
        ResourceStatus status,
        String statusReason,
        Instant createdAt,
        Instant updatedAt,
        String driver,
        boolean internal,
        Integer mtu,
        boolean isolateContainers,
        String host,
        String engineId,
        String engineName,
        List<SubnetUse> subnets,
        List<Attached> endpoints,
        @JsonIgnore long version,
        @JsonIgnore Failure failure)
        implements ResourceView {

    /** A subnet with the addresses that containers have and could have; unknown while the engine does not answer. */
    record SubnetUse(String cidr, String gateway, String range, Long used, Long available) {
        static SubnetUse of(Subnet subnet) {
            return new SubnetUse(subnet.cidr(), subnet.gateway(), subnet.range(), null, null);
        }

        SubnetUse usedBy(List<Attached> containers) {
            var addresses = containers.stream().map(Attached::ipv4Address).toList();
            var inside = addresses.stream()
                    .filter(address -> Subnets.contains(cidr, address))
                    .count();
            return new SubnetUse(cidr, gateway, range, inside, Subnets.available(cidr, gateway, range, addresses));
        }
    }

    /** A container on the network. */
    record Attached(String container, String containerName, String ipv4Address) {}

    static NetworkView of(Network network) {
        return new NetworkView(
                network.id(),
                network.name(),
                network.project(),
                network.labels(),
                network.status(),
                network.statusReason(),
                network.createdAt(),
                network.updatedAt(),
                network.driver,
                network.internal,
                network.mtu,
                network.isolateContainers,
                network.host,
                network.engineId,
                network.engineName,
                network.subnets.stream().map(SubnetUse::of).toList(),
                null,
                network.version(),
                network.failure());
    }

    /** The same network with who is on it. */
    NetworkView with(EngineNetwork seen) {
        var attached = attached(seen);
        return new NetworkView(
                id,
                name,
                project,
                labels,
                status,
                statusReason,
                createdAt,
                updatedAt,
                driver,
                internal,
                mtu,
                isolateContainers,
                host,
                engineId,
                engineName,
                subnets.stream().map(subnet -> subnet.usedBy(attached)).toList(),
                attached,
                version,
                failure);
    }

    private static List<Attached> attached(EngineNetwork seen) {
        return seen.attachments().stream()
                .map(one -> new Attached(one.containerId(), one.containerName(), one.ipv4Address()))
                .toList();
    }
}
