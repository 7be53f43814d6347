package io.berth.scaler.reconcile;

import io.berth.engine.Engine;
import io.berth.engine.EngineException;
import io.berth.engine.Hosts;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Which hosts answer. One that does not is left alone for a while, doubled with each further silence; then one caller asks
 * it again, so that a host whose calls only end at their deadline does not hold up every pass over every group.
 */
@ApplicationScoped
class Reachability {
    private static final Logger LOG = Logger.getLogger(Reachability.class);
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final int MOST_DOUBLINGS = 5;

    private final Hosts hosts;
    private final Clock clock;
    private final Map<String, Silence> silent = new ConcurrentHashMap<>();

    private record Silence(String reason, int times, Instant until) {
        Silence again(String why, Instant now) {
            return new Silence(why, times + 1, now.plus(pause()));
        }

        /** While somebody asks. */
        Silence held(Instant now) {
            return new Silence(reason, times, now.plus(pause()));
        }

        /** Its end has come, or is further away than a pause is long because the clock was set back. */
        boolean over(Instant now) {
            return !now.isBefore(until) || until.isAfter(now.plus(pause()));
        }

        private Duration pause() {
            return SHORTEST.multipliedBy(1L << Math.min(times, MOST_DOUBLINGS));
        }
    }

    Reachability(Hosts hosts, Clock clock) {
        this.hosts = hosts;
        this.clock = clock;
    }

    /**
     * What a host answers; empty when it does not, or did not a moment ago.
     *
     * @throws EngineException when it answers, but with a refusal
     * @throws IllegalArgumentException when there is no such host
     */
    <T> Optional<T> ask(String host, Function<Engine, T> question) {
        if (!turn(host)) {
            return Optional.empty();
        }
        try {
            var answer = question.apply(hosts.engine(host));
            answered(host);
            return Optional.of(answer);
        } catch (EngineException e) {
            if (!e.kind().silence()) {
                answered(host);
                throw e;
            }
            fellSilent(host, e.getMessage());
            return Optional.empty();
        }
    }

    /** Why the host is left alone; empty when it answered last time, or was never asked. */
    Optional<String> silence(String host) {
        return Optional.ofNullable(silent.get(host)).map(Silence::reason);
    }

    /** It has been heard of, by whatever way. */
    void answered(String host) {
        if (silent.remove(host) != null) {
            LOG.infof("host answers again host=%s", host);
        }
    }

    private void fellSilent(String host, String reason) {
        var now = clock.instant();
        var silence = silent.compute(
                host, (name, before) -> (before == null ? new Silence("", 0, now) : before).again(reason, now));
        LOG.warnf("host does not answer host=%s until=%s reason=\"%s\"", host, silence.until(), reason);
    }

    /** Whether to ask now. Whoever asks a silent host again keeps the others away meanwhile. */
    private boolean turn(String host) {
        var now = clock.instant();
        var before = silent.get(host);
        if (before == null) {
            return true;
        }
        return before.over(now) && silent.replace(host, before, before.held(now));
    }
}
