package io.berth.scaler.policy;

import io.berth.web.ResourceLabels;
import io.berth.web.ResourceName;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import java.time.Duration;
import java.util.Map;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/**
 * What a user wants of a policy.
 *
 * @param name made from the group and the metric when absent
 * @param type {@code TARGET_TRACKING}
 * @param metric {@code REQUESTS_PER_TARGET}, {@code INFLIGHT_PER_TARGET} or {@code LATENCY_P95}
 * @param target value per instance to keep to
 * @param tolerance share of the target within which nothing changes; 0.1 when absent
 * @param scaleInWindow a scale-in goes no lower than the highest recommendation of this long; 60 s when absent
 */
record PolicySpec(
        @Pattern(regexp = ResourceName.PATTERN) String name,
        @ResourceLabels Map<String, String> labels,
        @NotBlank String type,
        @NotBlank String metric,
        @NotNull @Positive Double target,
        @DecimalMin("0") @DecimalMax("0.5") Double tolerance,
        @DurationMin(seconds = 3) @DurationMax(hours = 6) Duration scaleInWindow) {

    PolicySpec {
        labels = labels == null ? Map.of() : labels;
        tolerance = tolerance == null ? Double.valueOf(0.1) : tolerance;
        scaleInWindow = scaleInWindow == null ? Duration.ofSeconds(60) : scaleInWindow;
    }
}
