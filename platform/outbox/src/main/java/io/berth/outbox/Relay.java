package io.berth.outbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Puts committed facts on Kafka: at least once, in order per key. One relay per database leads (see
 * {@link RelayConnection}); the others wait for its lock.
 *
 * <p>Sequence numbers are given at the insert, so a later number may commit first. Nothing is lost by that, because what
 * is sent is decided by the row being there, never by a remembered number: the earlier one is simply found by the next
 * look. Order per key holds because writers of one key are serialised by their resource's row.
 *
 * <p>A crash between the acknowledgement and the delete sends a fact again; consumers know its id.
 */
final class Relay {

    private static final Logger LOG = Logger.getLogger(Relay.class);

    /** Facts of a topic that cannot be written wait this long, so that they do not hold up the others. */
    private static final Duration HOLD = Duration.ofSeconds(15);

    private final RelayConnection.Address database;
    private final KafkaSettings kafka;
    private final OutboxConfig.Relay config;
    private final Counter sent;
    private final Counter failed;
    private final Counter parked;
    private final Map<String, Long> held = new HashMap<>();
    private final Loop loop;
    private volatile boolean leading;

    Relay(RelayConnection.Address database, KafkaSettings kafka, OutboxConfig.Relay config, MeterRegistry meters) {
        this.database = database;
        this.kafka = kafka;
        this.config = config;
        this.sent = meters.counter("berth.outbox.sent");
        this.failed = meters.counter("berth.outbox.send.failures");
        this.parked = meters.counter("berth.outbox.failures");
        this.loop = new Loop("berth-outbox-relay", this::run);
    }

    void start() {
        loop.start();
    }

    void stop() {
        loop.stop(Duration.ofSeconds(5));
    }

    boolean alive() {
        return loop.alive();
    }

    boolean leading() {
        return leading;
    }

    private void run() {
        var backoff = new Backoff(Duration.ofMillis(100), config.maxBackoff());
        // One producer for the life of the relay: its epoch keeps a late, given-up send from landing behind a newer
        // one.
        try (var producer = new FactSender(kafka)) {
            while (loop.running()) {
                try (var connection = RelayConnection.open(database)) {
                    lead(connection, producer, backoff);
                } catch (SQLException e) {
                    LOG.warnf("event=relay-connection-lost error=\"%s\"", e.getMessage());
                    pause(backoff);
                } catch (RuntimeException e) {
                    LOG.error("event=relay-failed", e);
                    pause(backoff);
                } finally {
                    leading = false;
                }
            }
        }
    }

    private void pause(Backoff backoff) {
        loop.pause(backoff.next());
    }

    private void lead(RelayConnection connection, FactSender producer, Backoff backoff) throws SQLException {
        while (loop.running() && !connection.elect()) {
            loop.pause(config.poll());
        }
        connection.listen();
        leading = true;
        LOG.infof("event=relay-leading service=%s", kafka.application());
        while (loop.running()) {
            var rows = connection.unsent(config.batch(), held());
            if (rows.isEmpty()) {
                awaitCommit(connection);
            } else if (send(rows, connection, producer)) {
                backoff.reset();
            } else {
                pause(backoff);
            }
        }
    }

    private void awaitCommit(RelayConnection connection) throws SQLException {
        connection.await(config.poll());
    }

    /** False when the broker is away: the rest waits, so that nothing overtakes it. */
    private boolean send(List<OutboxRow> rows, RelayConnection connection, FactSender producer) throws SQLException {
        for (var wave : Waves.of(rows)) {
            var usable =
                    wave.stream().filter(row -> !held.containsKey(row.topic())).toList();
            var outcome = producer.send(usable);
            if (!outcome.acknowledged().isEmpty()) {
                // Also proves that the lock is still ours before the next wave.
                connection.sent(outcome.acknowledged());
                sent.increment(outcome.acknowledged().size());
            }
            for (var failure : outcome.failed()) {
                settle(failure, connection);
            }
            if (outcome.brokerAway()) {
                LOG.warnf(
                        "event=relay-send-failed unsent=%d",
                        usable.size() - outcome.acknowledged().size());
                return false;
            }
        }
        return true;
    }

    private void settle(FactSender.Failed failure, RelayConnection connection) throws SQLException {
        failed.increment();
        var row = failure.row();
        switch (failure.reach()) {
            case ROW -> {
                connection.park(row.seq(), failure.cause().toString());
                parked.increment();
                LOG.errorf(
                        failure.cause(),
                        "event=fact-unsendable fact=%s type=%s topic=%s",
                        row.id(),
                        row.type(),
                        row.topic());
            }
            case TOPIC -> {
                held.put(row.topic(), System.nanoTime() + HOLD.toNanos());
                LOG.errorf("event=topic-unusable topic=%s error=\"%s\"", row.topic(), failure.cause());
            }
            case BROKER -> LOG.debugf(failure.cause(), "event=fact-unsent fact=%s", row.id());
        }
    }

    private Set<String> held() {
        held.values().removeIf(until -> System.nanoTime() - until >= 0);
        return held.keySet();
    }
}
