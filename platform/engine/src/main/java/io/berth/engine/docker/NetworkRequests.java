package io.berth.engine.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateNetworkCmd;
import com.github.dockerjava.api.model.Network;
import io.berth.engine.Attachment;
import io.berth.engine.EngineNetwork;
import io.berth.engine.NetworkSpec;
import io.berth.engine.Owner;
import io.berth.engine.SubnetSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** From a checked spec to the engine's create request, and back from its description. */
final class NetworkRequests {

    private NetworkRequests() {}

    static CreateNetworkCmd create(DockerClient client, NetworkSpec spec, Map<String, String> labels) {
        CreateNetworkCmd request = client.createNetworkCmd()
                .withName(spec.engineName())
                .withDriver(spec.driver())
                .withInternal(spec.internal())
                .withEnableIpv6(spec.ipv6())
                .withCheckDuplicate(true)
                .withLabels(labels)
                .withOptions(options(spec));
        if (spec.driver().equals("overlay")) {
            request.withAttachable(true);
        }
        if (!spec.subnets().isEmpty()) {
            request.withIpam(new Network.Ipam()
                    .withConfig(
                            spec.subnets().stream().map(NetworkRequests::config).toList()));
        }
        return request;
    }

    /** Driver options come from typed fields alone; there is no way to pass one through. */
    static Map<String, String> options(NetworkSpec spec) {
        Map<String, String> options = new HashMap<>();
        if (spec.mtu() != null) {
            options.put("com.docker.network.driver.mtu", spec.mtu().toString());
        }
        if (spec.isolateContainers() && spec.driver().equals("bridge")) {
            options.put("com.docker.network.bridge.enable_icc", "false");
        }
        if (spec.parent() != null) {
            options.put("parent", spec.parent());
        }
        return options;
    }

    static EngineNetwork view(Network found, Owner owner) {
        List<Attachment> attachments = found.getContainers() == null
                ? List.of()
                : found.getContainers().entrySet().stream()
                        .map(entry -> new Attachment(
                                entry.getKey(),
                                entry.getValue().getName(),
                                withoutPrefix(entry.getValue().getIpv4Address())))
                        .toList();
        List<SubnetSpec> subnets = found.getIpam() == null || found.getIpam().getConfig() == null
                ? List.of()
                : found.getIpam().getConfig().stream()
                        .map(config -> new SubnetSpec(config.getSubnet(), config.getGateway(), config.getIpRange()))
                        .toList();
        return new EngineNetwork(
                found.getId(),
                found.getName(),
                owner,
                found.getDriver(),
                subnets,
                Boolean.TRUE.equals(found.getInternal()),
                attachments);
    }

    private static Network.Ipam.Config config(SubnetSpec subnet) {
        Network.Ipam.Config config = new Network.Ipam.Config().withSubnet(subnet.cidr());
        if (subnet.gateway() != null) {
            config.withGateway(subnet.gateway());
        }
        if (subnet.range() != null) {
            config.withIpRange(subnet.range());
        }
        return config;
    }

    private static String withoutPrefix(String address) {
        if (address == null) {
            return "";
        }
        int slash = address.indexOf('/');
        return slash < 0 ? address : address.substring(0, slash);
    }
}
