package io.berth.scaler.decision;

import java.time.Instant;
import java.util.Optional;

/**
 * What a decision has to respect.
 *
 * @param scaleInNotBefore end of the cooldown after the last change, empty when there is none
 * @param warming instances in service for less than the group's warm-up
 */
public record Bounds(int min, int max, int desired, Optional<Instant> scaleInNotBefore, int warming) {

    int clamp(int wanted) {
        return Math.max(min, Math.min(max, wanted));
    }
}
