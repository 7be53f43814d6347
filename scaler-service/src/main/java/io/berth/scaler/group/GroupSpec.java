package io.berth.scaler.group;

import io.berth.scaler.fleet.TerminationRule;
import io.berth.web.ResourceLabels;
import io.berth.web.ResourceName;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.hibernate.validator.constraints.time.DurationMax;

/**
 * What a user wants of a group: the body of its creation, and what a merge patch is applied to.
 *
 * @param min 1 when absent
 * @param max the larger of min and desired when absent
 * @param desired min when absent
 * @param pool name of the pool that the instances join; absent for none
 * @param zones where instances may be; empty for everywhere
 * @param cooldown no scale-in this long after a change of desired; 30 s when absent
 * @param warmup no scale-in while an instance is in service for less than this; 10 s when absent
 * @param healthGrace how long an instance may be unhealthy before it is replaced; 30 s when absent
 * @param drainTimeout how long an instance may drain before it is stopped anyway; 30 s when absent
 */
public record GroupSpec(
        @ResourceName String name,
        @ResourceLabels Map<String, String> labels,
        @Min(0) @Max(MOST) Integer min,
        @Min(0) @Max(MOST) Integer max,
        @Min(0) @Max(MOST) Integer desired,
        @NotNull @Valid Template template,
        @Pattern(regexp = ResourceName.PATTERN) String pool,
        @Size(max = 32) List<@ResourceName String> zones,
        @DurationMax(hours = 24) Duration cooldown,
        @DurationMax(hours = 24) Duration warmup,
        TerminationRule terminationPolicy,
        @DurationMax(hours = 24) Duration healthGrace,
        @DurationMax(hours = 24) Duration drainTimeout) {

    /** Instances of one group. */
    static final long MOST = 500;

    public GroupSpec {
        labels = labels == null ? Map.of() : labels;
        min = min == null ? defaultMin(desired) : min;
        desired = desired == null ? min : desired;
        max = max == null ? Integer.valueOf(Math.max(min, desired)) : max;
        zones = zones == null ? List.of() : zones;
        cooldown = cooldown == null ? Duration.ofSeconds(30) : cooldown;
        warmup = warmup == null ? Duration.ofSeconds(10) : warmup;
        terminationPolicy = terminationPolicy == null ? TerminationRule.OLDEST : terminationPolicy;
        healthGrace = healthGrace == null ? Duration.ofSeconds(30) : healthGrace;
        drainTimeout = drainTimeout == null ? Duration.ofSeconds(30) : drainTimeout;
    }

    private static Integer defaultMin(Integer desired) {
        return desired != null && desired == 0 ? 0 : 1;
    }

    GroupSpec withDesired(int wanted) {
        return new GroupSpec(
                name,
                labels,
                min,
                max,
                wanted,
                template,
                pool,
                zones,
                cooldown,
                warmup,
                terminationPolicy,
                healthGrace,
                drainTimeout);
    }
}
