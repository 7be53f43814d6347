package io.berth.balancer.target;

import io.berth.web.ResourceLabels;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.util.Map;

/** What can be changed of a target; another address is another target. */
record TargetPatch(
        @ResourceLabels Map<String, String> labels,
        @Min(0) @Max(256) Integer weight,
        @Size(max = 63) String zone) {}
