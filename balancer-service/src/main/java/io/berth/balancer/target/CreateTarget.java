package io.berth.balancer.target;

import io.berth.web.ResourceLabels;
import io.berth.web.ResourceName;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Map;

/**
 * @param address IP address
 * @param weight share of the traffic, 100 when absent; 0 gets none
 * @param backup gets traffic only while no other target can
 */
record CreateTarget(
        @ResourceName String name,
        @ResourceLabels Map<String, String> labels,
        @NotNull String address,
        @NotNull @Min(1) @Max(65535) Integer port,
        @Min(0) @Max(256) Integer weight,
        @Size(max = 63) String zone,
        Boolean backup) {}
