package io.berth.scaler.decision;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What a group does after hearing all its policies: out if any wants out, in only if all want in. Scale-out waits for
 * nothing; scale-in waits for the cooldown and for warm-up, and never happens on missing data.
 *
 * @param desired the new number of instances, equal to the present one unless the verdict is OUT or IN
 * @param opinions every policy's, in the order given
 * @param deciding the opinion that settled it: whose metric, value and rule the activity shows
 */
public record Decision(Verdict verdict, int desired, String reason, List<Opinion> opinions, Opinion deciding) {

    /** @param opinions at least one */
    public static Decision of(List<Opinion> opinions, Bounds bounds, Instant now) {
        var most = opinions.stream()
                .reduce((a, b) -> b.recommended() > a.recommended() ? b : a)
                .orElseThrow();
        if (most.verdict() == Verdict.OUT) {
            return out(opinions, most, bounds);
        }
        var blind =
                opinions.stream().filter(o -> o.verdict() == Verdict.NO_DATA).findFirst();
        if (blind.isPresent()) {
            return hold(
                    Verdict.NO_DATA, opinions, blind.get(), bounds, blind.get().reason());
        }
        var content = opinions.stream().filter(o -> o.verdict() == Verdict.HOLD).findFirst();
        if (content.isPresent()) {
            return hold(
                    Verdict.HOLD, opinions, content.get(), bounds, content.get().reason());
        }
        return in(opinions, most, bounds, now);
    }

    private static Decision out(List<Opinion> opinions, Opinion most, Bounds bounds) {
        int wanted = bounds.clamp(most.recommended());
        if (wanted <= bounds.desired()) {
            var reason = "%s; %d would be right, max is %d".formatted(most.reason(), most.recommended(), bounds.max());
            return hold(Verdict.HOLD, opinions, most, bounds, reason);
        }
        return new Decision(Verdict.OUT, wanted, most.reason(), opinions, most);
    }

    private static Decision in(List<Opinion> opinions, Opinion most, Bounds bounds, Instant now) {
        int wanted = bounds.clamp(most.recommended());
        if (wanted >= bounds.desired()) {
            var reason = "%s; min is %d".formatted(most.reason(), bounds.min());
            return hold(Verdict.HOLD, opinions, most, bounds, reason);
        }
        if (bounds.warming() > 0) {
            var reason = "%s; %d still warming up".formatted(most.reason(), bounds.warming());
            return hold(Verdict.HOLD, opinions, most, bounds, reason);
        }
        if (bounds.scaleInNotBefore().filter(now::isBefore).isPresent()) {
            var left = Duration.between(now, bounds.scaleInNotBefore().get());
            var reason = "%s; cooling down for another %ds".formatted(most.reason(), left.toSeconds() + 1);
            return hold(Verdict.HOLD, opinions, most, bounds, reason);
        }
        return new Decision(Verdict.IN, wanted, most.reason(), opinions, most);
    }

    private static Decision hold(
            Verdict verdict, List<Opinion> opinions, Opinion deciding, Bounds bounds, String reason) {
        return new Decision(verdict, bounds.desired(), reason, opinions, deciding);
    }
}
