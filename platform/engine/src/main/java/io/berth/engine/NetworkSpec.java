package io.berth.engine;

import java.util.List;
import java.util.Objects;

/**
 * A network to make.
 *
 * @param engineName its name on the engine, unique per host
 * @param driver {@code bridge}, {@code overlay}, {@code macvlan} or {@code ipvlan}
 * @param subnets may be empty: then the engine chooses from its own small pools
 * @param internal without a way out
 * @param mtu bytes, or null for the engine's default
 * @param isolateContainers whether its containers are kept from reaching each other (bridge only)
 * @param parent host interface of a macvlan or ipvlan, else null
 */
public record NetworkSpec(
        Owner owner,
        String engineName,
        String driver,
        List<SubnetSpec> subnets,
        boolean internal,
        boolean ipv6,
        Integer mtu,
        boolean isolateContainers,
        String parent) {

    public NetworkSpec {
        Objects.requireNonNull(owner, "owner");
        Objects.requireNonNull(engineName, "engineName");
        driver = driver == null ? "bridge" : driver;
        subnets = subnets == null ? List.of() : List.copyOf(subnets);
    }
}
