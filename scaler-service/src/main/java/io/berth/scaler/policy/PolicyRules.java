package io.berth.scaler.policy;

import io.berth.scaler.decision.Metric;
import io.berth.scaler.group.Frame;
import io.berth.scaler.group.ScalerError;
import io.berth.web.FieldError;
import io.berth.web.ProblemException;
import java.util.Arrays;
import java.util.List;

/** Which policies can be followed. */
final class PolicyRules {
    private PolicyRules() {}

    /** @throws ProblemException 422 with what is supported instead */
    static void check(PolicySpec spec, Frame group) {
        if (!spec.type().equals(Policy.TARGET_TRACKING)) {
            throw refused(
                    ScalerError.POLICY_TYPE_NOT_SUPPORTED,
                    "type",
                    "%s is not supported".formatted(spec.type()),
                    "Use %s.".formatted(Policy.TARGET_TRACKING));
        }
        if (Arrays.stream(Metric.values()).noneMatch(metric -> metric.name().equals(spec.metric()))) {
            throw refused(
                    ScalerError.METRIC_NOT_SUPPORTED,
                    "metric",
                    "%s is not supported".formatted(spec.metric()),
                    "Use one of %s.".formatted(List.of(Metric.values())));
        }
        if (group.pool().isEmpty()) {
            throw refused(
                    ScalerError.METRIC_NEEDS_POOL,
                    "metric",
                    "%s is measured at a pool, and group %s has none".formatted(spec.metric(), group.name()),
                    "Make the group with a pool.");
        }
    }

    private static ProblemException refused(ScalerError code, String field, String message, String suggestion) {
        return new ProblemException(code, message + ".", suggestion, List.of(new FieldError(field, message)));
    }
}
