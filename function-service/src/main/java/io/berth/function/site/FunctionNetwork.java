package io.berth.function.site;

import io.berth.engine.AddressRange;
import io.berth.engine.Attachment;
import io.berth.engine.Engine;
import io.berth.engine.EngineException;
import io.berth.engine.EngineNetwork;
import io.berth.engine.NetworkSpec;
import io.berth.engine.Owner;
import io.berth.engine.SubnetSpec;
import io.berth.function.FunctionConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The internal network of one project's instances. The first address of its subnet is the bridge's, the second this
 * service's, the upper half is the instances'.
 */
@ApplicationScoped
class FunctionNetwork {
    static final String KIND = "function-network";
    private static final int SERVICE = 2;

    private final FunctionConfig config;
    private final String installation;

    FunctionNetwork(FunctionConfig config, @ConfigProperty(name = "berth.installation") String installation) {
        this.config = config;
        this.installation = installation;
    }

    Optional<EngineNetwork> find(Engine engine, String project) {
        return engine.networksOf(KIND, project).stream().findFirst();
    }

    EngineNetwork create(Engine engine, String project) {
        var subnet = freeSubnet(engine);
        var half = "/" + (subnet.prefix() + 1);
        return engine.createNetwork(new NetworkSpec(
                new Owner(project, KIND, project, project, 1),
                engineName(project),
                "bridge",
                List.of(new SubnetSpec(subnet.cidr(), subnet.address(1), upperHalf(subnet) + half)),
                true,
                false,
                null,
                false,
                null));
    }

    boolean joined(EngineNetwork network) {
        var wanted = serviceAddress(network);
        return network.attachments().stream().map(Attachment::ipv4Address).anyMatch(wanted::equals);
    }

    static String serviceAddress(EngineNetwork network) {
        return subnet(network).address(SERVICE);
    }

    static AddressRange instances(EngineNetwork network) {
        var subnet = subnet(network);
        return new AddressRange(upperHalf(subnet) + "/" + (subnet.prefix() + 1));
    }

    String engineName(String project) {
        return "berth-" + installation + "-functions-" + project;
    }

    private AddressRange freeSubnet(Engine engine) {
        var pool = new AddressRange(config.addresses());
        var used = engine.usedSubnets();
        long size = 1L << (32 - config.networkPrefix());
        return LongStream.range(0, pool.size().longValueExact() / size)
                .mapToObj(block -> new AddressRange(pool.address(block * size) + "/" + config.networkPrefix()))
                .filter(subnet -> used.stream().noneMatch(subnet::overlaps))
                .findFirst()
                .orElseThrow(() -> new EngineException(
                        EngineException.Kind.CONFLICT, "no free subnet for functions in " + config.addresses()));
    }

    private static String upperHalf(AddressRange subnet) {
        return subnet.address(subnet.size().longValueExact() / 2);
    }

    private static AddressRange subnet(EngineNetwork network) {
        return new AddressRange(network.subnets().getFirst().cidr());
    }
}
