package io.berth.console.history;

import io.berth.outbox.DatabaseWentBackException;
import io.berth.outbox.FactReader;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/**
 * Turns what came from Kafka into rows and wakes the streams. It tries until the database takes them: a history with a
 * hole is worse than a late one. Only what can never be taken is left out, logged and counted.
 */
@ApplicationScoped
class HistoryIntake {

    private static final Logger LOG = Logger.getLogger(HistoryIntake.class);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final HistoryWriter history;
    private final Arrivals arrivals;
    private final Counter recorded;
    private final Counter refused;
    private volatile boolean stopping;

    HistoryIntake(HistoryWriter history, Arrivals arrivals, MeterRegistry metrics) {
        this.history = history;
        this.arrivals = arrivals;
        this.recorded = metrics.counter("berth.history.recorded");
        this.refused = metrics.counter("berth.history.refused");
    }

    void start() {
        stopping = false;
    }

    void stop() {
        stopping = true;
    }

    /** Returns when the database has the batch and its positions, in one transaction. */
    void take(
            Iterable<ConsumerRecord<String, byte[]>> batch,
            Collection<IntakePosition> before,
            Collection<IntakePosition> positions)
            throws InterruptedException {
        List<Fact> facts = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> message : batch) {
            try {
                facts.add(Fact.of(message.topic(), FactReader.read(message).fact()));
            } catch (FactReader.NotAFactException reason) {
                refuse(message.topic() + "/" + message.partition() + "@" + message.offset(), reason);
            }
        }
        record(facts, before, positions);
        arrivals.announce();
    }

    /**
     * Notices a history that went back to an older copy though nothing came since. One that does not answer is asked again
     * later.
     *
     * @param before where the reader was
     * @throws DatabaseWentBackException when the history is not there
     */
    void require(Collection<IntakePosition> before) {
        try {
            history.require(before);
        } catch (SQLException silent) {
            LOG.debugf("history=unchecked reason=%s", silent.getMessage());
        }
    }

    private void record(List<Fact> facts, Collection<IntakePosition> before, Collection<IntakePosition> positions)
            throws InterruptedException {
        Duration pause = Duration.ofMillis(100);
        while (true) {
            try {
                history.record(facts, before, positions);
                recorded.increment(facts.size());
                return;
            } catch (SQLException failure) {
                if (isAboutTheFact(failure) && !facts.isEmpty()) {
                    leaveOut(facts, before, failure);
                    facts = List.of();
                    continue;
                }
                if (stopping) {
                    throw new HistoryUnavailable(failure);
                }
                LOG.warnf(
                        "history=waiting facts=%d retryMs=%d reason=%s",
                        facts.size(), pause.toMillis(), failure.getMessage());
                Thread.sleep(pause);
                Duration doubled = pause.multipliedBy(2);
                pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
            }
        }
    }

    /** One fact that the database cannot hold (a NUL in a string, for example) must not keep out the others. */
    private void leaveOut(List<Fact> facts, Collection<IntakePosition> before, SQLException failure)
            throws InterruptedException {
        if (facts.size() == 1) {
            // A batch's own message repeats the whole statement; the cause is the next one.
            refuse(facts.getFirst().id(), failure.getNextException() == null ? failure : failure.getNextException());
            return;
        }
        for (Fact fact : facts) {
            record(List.of(fact), before, List.of());
        }
    }

    /** SQLSTATE classes 22, data exception, and 23, integrity constraint violation. */
    private static boolean isAboutTheFact(SQLException failure) {
        String state = failure.getSQLState();
        return state != null && (state.startsWith("22") || state.startsWith("23"));
    }

    private void refuse(String fact, Exception reason) {
        refused.increment();
        LOG.errorf("history=refused fact=%s reason=%s", fact, reason.getMessage());
    }
}
