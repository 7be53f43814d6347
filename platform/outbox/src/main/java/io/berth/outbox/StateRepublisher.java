package io.berth.outbox;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;

/**
 * Publishes this service's states again when their topic was made anew (a lost Kafka volume): nothing else would bring
 * them back, because the things themselves have not changed. A topic made anew has another id.
 */
@ApplicationScoped
class StateRepublisher {

    private static final Logger LOG = Logger.getLogger(StateRepublisher.class);

    private final Sql sql;
    private final OutboxStore store;
    private final KafkaSettings kafka;
    private final OutboxConfig config;
    private final Loop loop = new Loop("berth-states", this::run);

    StateRepublisher(Sql sql, OutboxStore store, KafkaSettings kafka, OutboxConfig config) {
        this.sql = sql;
        this.store = store;
        this.kafka = kafka;
        this.config = config;
    }

    void start(@Observes StartupEvent event) {
        if (config.relay().enabled()) {
            loop.start();
        }
    }

    void stop(@Observes ShutdownEvent event) {
        loop.stop(Duration.ofSeconds(2));
    }

    /** Whether the thread that should run does. */
    boolean healthy() {
        return !config.relay().enabled() || loop.alive();
    }

    private void run() {
        while (loop.running()) {
            try {
                look();
            } catch (KafkaException | OutboxStoreException e) {
                LOG.debugf("event=states-unchecked error=\"%s\"", e.getMessage());
            } catch (RuntimeException e) {
                LOG.error("event=states-unchecked", e);
            }
            loop.pause(config.relay().republish());
        }
    }

    private void look() {
        var topics = new TreeSet<>(sql.query("select distinct topic from published_state", row -> row.getString(1)));
        if (topics.isEmpty()) {
            return;
        }
        incarnations(topics).forEach((topic, incarnation) -> {
            int again = QuarkusTransaction.requiringNew().call(() -> settle(topic, incarnation));
            if (again > 0) {
                LOG.infof("event=states-republished topic=%s states=%d", topic, again);
            }
        });
    }

    private Map<String, String> incarnations(TreeSet<String> topics) {
        var found = new TreeMap<String, String>();
        try (var discovery = new TopicDiscovery(kafka)) {
            discovery.partitions(topics).forEach((partition, incarnation) -> found.put(partition.topic(), incarnation));
        }
        return found;
    }

    /** The number of states published again. */
    private int settle(String topic, String incarnation) {
        // Locks the row: of two processes one republishes.
        sql.update("insert into published_topic values (?, ?) on conflict do nothing", topic, incarnation);
        var changed = sql.update(
                "update published_topic set incarnation = ? where topic = ? and incarnation <> ?",
                incarnation,
                topic,
                incarnation);
        return changed == 0 ? 0 : republish(topic);
    }

    private int republish(String topic) {
        // Locked, so that a newer state of the same key gets a later number in the outbox.
        var states = sql.query(
                """
                select key, type, project, correlationid, causationid, traceparent, name, time, data::text
                from published_state where topic = ? order by key for update""",
                row -> new OutboxRow(
                        0,
                        Outbox.nextId(),
                        topic,
                        row.getString(1),
                        row.getString(2),
                        new Origin(row.getString(3), row.getString(4), row.getString(5), row.getString(6)),
                        row.getString(7),
                        row.getObject(8, OffsetDateTime.class).toInstant(),
                        row.getString(9)),
                topic);
        states.forEach(store::insert);
        return states.size();
    }
}
