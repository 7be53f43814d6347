package io.berth.scaler.fleet;

import java.time.Duration;
import java.time.Instant;

/**
 * What a group should be.
 *
 * @param deleting everything goes, guarded or not
 * @param pooled a balancer's word is needed before an instance is in service
 * @param healthGrace how long an instance may be unhealthy, or fail its first checks, before it is replaced
 * @param launchNotBefore back-off after failed launches
 * @param launching launches are not suspended
 * @param replacing replacement of unhealthy instances is not suspended
 */
public record Wanted(
        int desired,
        boolean deleting,
        boolean pooled,
        Duration healthGrace,
        Instant launchNotBefore,
        boolean launching,
        boolean replacing,
        TerminationRule rule) {

    int count() {
        return deleting ? 0 : desired;
    }

    /** Instances alive at once while some are being replaced: a quarter more than wanted, at least one more. */
    int surgeLimit() {
        return count() + Math.max(1, (count() + 3) / 4);
    }
}
