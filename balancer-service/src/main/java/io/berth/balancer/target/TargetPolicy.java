package io.berth.balancer.target;

import java.util.List;
import java.util.Optional;

/** Which status a target has, from what the balancers of its pool see of it. Pure. */
public final class TargetPolicy {
    static final String NO_BALANCER = "the pool is on no balancer";

    private TargetPolicy() {}

    /** What one balancer sees of a target. */
    public enum Sight {
        /** The balancer was not looked at yet: keep what is known. */
        UNSEEN,
        /** It does not have it. */
        ABSENT,
        /** Its checks have not decided. */
        CHECKING,
        /** It gives it traffic. */
        UP,
        /** Its checks fail. */
        DOWN,
        /** It lets it finish. */
        LEAVING,
        /** At most a worker of an earlier configuration has it, and finishes what it has. */
        LEFT_BEHIND
    }

    /** @param detail of a failing check, may be empty */
    public record Seen(Sight sight, String detail) {
        public static final Seen UNSEEN = new Seen(Sight.UNSEEN, "");
        public static final Seen ABSENT = new Seen(Sight.ABSENT, "");
        public static final Seen LEFT_BEHIND = new Seen(Sight.LEFT_BEHIND, "");
    }

    /**
     * @param leaving whether the target is to go
     * @param expired its time to drain is over
     * @param patient it is so young that failing checks mean that it starts
     */
    record Situation(TargetStatus status, boolean leaving, boolean expired, boolean patient, List<Seen> seen) {}

    /** @param reason in words, or null */
    record Verdict(TargetStatus status, String reason) {}

    /** Empty when nothing can be said. */
    static Optional<Verdict> decide(Situation now) {
        return now.leaving() ? leaving(now) : serving(now);
    }

    private static Optional<Verdict> leaving(Situation now) {
        boolean gone = now.seen().stream().allMatch(seen -> done(seen.sight(), now.expired()));
        return Optional.of(new Verdict(gone ? TargetStatus.DRAINED : TargetStatus.DRAINING, null));
    }

    /** What was left behind cannot be ended, only waited for; a proxy's own server is removed when its time is up. */
    private static boolean done(Sight sight, boolean expired) {
        return sight == Sight.ABSENT || (expired && sight == Sight.LEFT_BEHIND);
    }

    private static Optional<Verdict> serving(Situation now) {
        if (now.seen().isEmpty()) {
            return Optional.of(new Verdict(TargetStatus.CHECKING, NO_BALANCER));
        }
        if (now.seen().stream().anyMatch(seen -> seen.sight() == Sight.UNSEEN)) {
            return Optional.empty();
        }
        var down =
                now.seen().stream().filter(seen -> seen.sight() == Sight.DOWN).findFirst();
        if (down.isPresent()) {
            boolean starting = now.patient() && now.status() == TargetStatus.CHECKING;
            return Optional.of(new Verdict(
                    starting ? TargetStatus.CHECKING : TargetStatus.UNHEALTHY,
                    "the check met " + down.get().detail()));
        }
        boolean everywhere = now.seen().stream().allMatch(seen -> seen.sight() == Sight.UP);
        if (everywhere) {
            return Optional.of(new Verdict(TargetStatus.HEALTHY, null));
        }
        // A proxy that restarts checks anew what was healthy: that is no news for a while.
        return now.status() == TargetStatus.HEALTHY || now.status() == TargetStatus.UNHEALTHY
                ? Optional.empty()
                : Optional.of(new Verdict(TargetStatus.CHECKING, null));
    }
}
