package io.berth.balancer.proxy;

import io.berth.engine.BackOff;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What a proxy refused lately, and when it may be tried again. A reload that is refused for an address pauses the proxy's
 * other listeners for two seconds, so it must not come back with each pass. In memory: after a restart one attempt more.
 */
@ApplicationScoped
class Refusals {
    private static final BackOff PAUSES = new BackOff(
            Duration.ofSeconds(30),
            Duration.ofMinutes(30),
            () -> ThreadLocalRandom.current().nextDouble());

    private final Clock clock;
    private final Map<String, Refusal> byWhat = new ConcurrentHashMap<>();

    Refusals(Clock clock) {
        this.clock = clock;
    }

    /** @param times in a row */
    record Refusal(String reason, int times, Instant next) {}

    /** @param what names what was refused so that anything else is another name */
    void add(String what, String reason) {
        var now = clock.instant();
        byWhat.values()
                .removeIf(
                        old -> old.next().plus(PAUSES.longest().multipliedBy(2)).isBefore(now));
        byWhat.compute(what, (key, before) -> {
            int times = before == null ? 1 : before.times() + 1;
            return new Refusal(reason, times, now.plus(PAUSES.after(times)));
        });
    }

    /** The refusal because of which it must not be tried now. */
    Optional<Refusal> barring(String what) {
        return Optional.ofNullable(byWhat.get(what)).filter(refusal -> bars(refusal, clock.instant()));
    }

    /** No pause is longer than twice the longest one: then the clock has gone back. */
    private static boolean bars(Refusal refusal, Instant now) {
        return now.isBefore(refusal.next())
                && refusal.next().isBefore(now.plus(PAUSES.longest().multipliedBy(2)));
    }

    /** It was taken, or nobody wants it any more. */
    void over(String what) {
        byWhat.remove(what);
    }
}
