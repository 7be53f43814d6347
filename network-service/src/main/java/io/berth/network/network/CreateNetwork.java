package io.berth.network.network;

import io.berth.network.subnet.Subnet;
import io.berth.web.ResourceLabels;
import io.berth.web.ResourceName;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;

/**
 * A network as a user asks for it.
 *
 * @param name DNS label, unique in the project
 * @param driver {@code bridge}, which is also the default
 * @param subnets at most eight; a free block of the pool when absent
 * @param internal no way out of the host
 * @param mtu of its interfaces, in bytes; the engine's default when absent
 * @param isolateContainers containers on it reach its gateway but not each other
 */
record CreateNetwork(
        @ResourceName String name,
        @ResourceLabels Map<String, String> labels,
        String driver,
        @Valid @Size(max = 8) List<Subnet> subnets,
        Boolean internal,
        Boolean ipv6,
        @Min(576) @Max(65535) Integer mtu,
        Boolean isolateContainers,
        String egressAddress,
        String parent) {

    CreateNetwork {
        labels = labels == null ? Map.of() : labels;
        subnets = subnets == null ? List.of() : List.copyOf(subnets);
        internal = Boolean.TRUE.equals(internal);
        ipv6 = Boolean.TRUE.equals(ipv6);
        isolateContainers = Boolean.TRUE.equals(isolateContainers);
    }

    static CreateNetwork named(String name) {
        return new CreateNetwork(name, null, null, null, false, false, null, false, null, null);
    }

    String driverOrBridge() {
        return driver == null ? Network.BRIDGE : driver;
    }
}
