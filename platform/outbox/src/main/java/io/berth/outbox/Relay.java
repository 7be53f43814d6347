package io.berth.outbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
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

    private final RelayConnection.Address database;
    private final KafkaSettings kafka;
    private final OutboxConfig.Relay config;
    private final Counter sent;
    private final Counter failed;
    private final Loop loop;
    private volatile boolean leading;

    Relay(RelayConnection.Address database, KafkaSettings kafka, OutboxConfig.Relay config, MeterRegistry meters) {
        this.database = database;
        this.kafka = kafka;
        this.config = config;
        this.sent = meters.counter("berth.outbox.sent");
        this.failed = meters.counter("berth.outbox.send.failures");
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
        try (var producer = new LazyProducer(kafka)) {
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

    private void lead(RelayConnection connection, LazyProducer producer, Backoff backoff) throws SQLException {
        while (loop.running() && !connection.elect()) {
            loop.pause(config.poll());
        }
        connection.listen();
        leading = true;
        LOG.infof("event=relay-leading service=%s", kafka.application());
        while (loop.running()) {
            var rows = connection.unsent(config.batch());
            if (rows.isEmpty()) {
                awaitCommit(connection);
            } else if (send(rows, connection, producer.get())) {
                backoff.reset();
            } else {
                pause(backoff);
            }
        }
    }

    private void awaitCommit(RelayConnection connection) throws SQLException {
        connection.await(config.poll());
    }

    /** False when a send failed: the rest waits, so that nothing overtakes it. */
    private boolean send(List<OutboxRow> rows, RelayConnection connection, KafkaProducer<String, byte[]> producer)
            throws SQLException {
        for (var wave : Waves.of(rows)) {
            var acknowledged = sendWave(wave, producer);
            if (!acknowledged.isEmpty()) {
                // Also proves that the lock is still ours before the next wave.
                connection.sent(acknowledged);
                sent.increment(acknowledged.size());
            }
            if (acknowledged.size() < wave.size()) {
                return false;
            }
        }
        return true;
    }

    private List<Long> sendWave(List<OutboxRow> wave, KafkaProducer<String, byte[]> producer) {
        var acknowledged = new ArrayList<Long>(wave.size());
        var inFlight = new ArrayList<Future<RecordMetadata>>(wave.size());
        Exception failure = null;
        for (var row : wave) {
            var future = sendOne(row, producer);
            inFlight.add(future);
            // A lost broker blocks each send for max.block.ms: one is enough to know.
            if (future.isDone() && future.state() == Future.State.FAILED) {
                break;
            }
        }
        for (int i = 0; i < inFlight.size(); i++) {
            try {
                inFlight.get(i).get();
                acknowledged.add(wave.get(i).seq());
            } catch (ExecutionException e) {
                failure = failure == null ? e : failure;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return acknowledged;
            }
        }
        if (failure != null) {
            failed.increment(wave.size() - acknowledged.size());
            LOG.warnf(
                    "event=relay-send-failed unsent=%d error=\"%s\"",
                    wave.size() - acknowledged.size(), failure.getMessage());
        }
        return acknowledged;
    }

    private Future<RecordMetadata> sendOne(OutboxRow row, KafkaProducer<String, byte[]> producer) {
        try {
            return producer.send(FactRecords.of(row, kafka.source()));
        } catch (KafkaException e) {
            return java.util.concurrent.CompletableFuture.failedFuture(e);
        }
    }

    /**
     * The relay's producer from the first fact on. One that may write nowhere, as in a service that only reads, is refused its
     * producer id and asks for it again without a pause, which costs the broker half a core.
     */
    private static final class LazyProducer implements AutoCloseable {
        private final KafkaSettings kafka;
        private KafkaProducer<String, byte[]> producer;

        LazyProducer(KafkaSettings kafka) {
            this.kafka = kafka;
        }

        KafkaProducer<String, byte[]> get() {
            if (producer == null) {
                producer = kafka.factProducer();
            }
            return producer;
        }

        @Override
        public void close() {
            if (producer != null) {
                producer.close(Duration.ofSeconds(2));
            }
        }
    }
}
