package io.berth.network.endpoint;

import io.berth.web.ResourceLabels;
import io.berth.web.ResourceName;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;

/**
 * An endpoint as a user asks for it.
 *
 * @param name made from the id when absent
 * @param container the engine's id or name of one of the project's containers
 * @param aliases DNS names of the container on this network
 * @param ipv4Address a fixed address inside the network; one of the engine's choice when absent
 */
record CreateEndpoint(
        @Pattern(regexp = ResourceName.PATTERN) String name,
        @ResourceLabels Map<String, String> labels,
        @NotBlank @Size(max = 128) String container,
        @Size(max = 16) List<@ResourceName String> aliases,
        String ipv4Address) {
    CreateEndpoint {
        aliases = aliases == null ? List.of() : aliases;
    }
}
