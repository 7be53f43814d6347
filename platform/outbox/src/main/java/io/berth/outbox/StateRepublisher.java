package io.berth.outbox;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;

/**
 * Compares this service's compacted topics with the states it published, and mends them: nothing else would, because the
 * things themselves have not changed. They differ after Kafka was lost or replaced by an older copy (states are missing
 * or old), and after the database was (the topic has states of things that nobody knows). A topic is only read when it
 * or what was published has changed since they were compared.
 */
@ApplicationScoped
class StateRepublisher {

    private static final Logger LOG = Logger.getLogger(StateRepublisher.class);

    private final Sql sql;
    private final OutboxStore store;
    private final KafkaSettings kafka;
    private final OutboxConfig config;
    private final Clock clock;
    private final Loop loop = new Loop("berth-states", this::run);

    StateRepublisher(Sql sql, OutboxStore store, KafkaSettings kafka, OutboxConfig config, Clock clock) {
        this.sql = sql;
        this.store = store;
        this.kafka = kafka;
        this.config = config;
        this.clock = clock;
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
        var topics = new TreeSet<>(sql.query(
                "select topic from published_state union select topic from published_topic", row -> row.getString(1)));
        config.relay().states().ifPresent(topics::addAll);
        if (topics.isEmpty()) {
            return;
        }
        // Before the topics' ends: what is published after this belongs to the next look.
        var known = facts();
        try (var states = new StateTopic(kafka)) {
            states.extents(topics).forEach((topic, extent) -> {
                var comparison = new Comparison(topic, extent, known.getOrDefault(topic, Set.of()));
                if (loop.running() && !made(comparison) && !onTheWay(topic)) {
                    var found = states.read(extent);
                    QuarkusTransaction.requiringNew().run(() -> mend(comparison, found));
                }
            });
        }
    }

    /**
     * Of a topic with what was published.
     *
     * @param known ids of the facts that published its states last
     */
    private record Comparison(String topic, StateTopic.Extent extent, Set<String> known) {

        /** Another one with each state that is published or removed. */
        String states() {
            return UUID.nameUUIDFromBytes(String.join(" ", new TreeSet<>(known)).getBytes(StandardCharsets.UTF_8))
                    .toString();
        }
    }

    private boolean made(Comparison comparison) {
        return sql.first(
                        "select 1 from published_topic where topic = ? and incarnation = ? and ends = ? and states = ?",
                        row -> row.getInt(1),
                        comparison.topic(),
                        comparison.extent().incarnation(),
                        comparison.extent().text(),
                        comparison.states())
                .isPresent();
    }

    /** States that the relay has still to send make the topic differ by themselves. */
    private boolean onTheWay(String topic) {
        return sql.first("select 1 from outbox where topic = ? limit 1", row -> row.getInt(1), topic)
                .isPresent();
    }

    /** Ids of the facts that published the states of each topic last. */
    private Map<String, Set<String>> facts() {
        return sql
                .query("select topic, fact from published_state", row -> Map.entry(row.getString(1), row.getString(2)))
                .stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toSet())));
    }

    private void mend(Comparison comparison, Map<String, ReceivedFact> found) {
        var topic = comparison.topic();
        // Locks the row: of two processes one mends at a time.
        sql.update(
                """
                insert into published_topic (topic, incarnation, ends, states) values (?, ?, ?, ?)
                on conflict (topic) do update set incarnation = excluded.incarnation, ends = excluded.ends,
                  states = excluded.states""",
                topic,
                comparison.extent().incarnation(),
                comparison.extent().text(),
                comparison.states());
        var published = published(topic);
        Map<String, String> onTopic = new HashMap<>();
        found.forEach((key, state) -> onTopic.put(key, state.id()));
        var difference = StateDifference.between(
                onTopic, published.stream().collect(Collectors.toMap(OutboxRow::key, OutboxRow::id)));
        published.stream()
                .filter(state -> comparison.known().contains(state.id()))
                .filter(state -> difference.lacking().contains(state.key()))
                .forEach(state -> publish(state, onTopic.getOrDefault(state.key(), "")));
        difference.orphaned().keySet().forEach(key -> remove(topic, key, found.get(key)));
        if (!difference.lacking().isEmpty() || !difference.orphaned().isEmpty()) {
            LOG.infof(
                    "event=states-republished topic=%s states=%d removed=%d",
                    topic, difference.lacking().size(), difference.orphaned().size());
        }
    }

    /** Locked, so that a newer state of the same key gets a later number in the outbox. */
    private List<OutboxRow> published(String topic) {
        return sql.query(
                """
                select key, type, project, correlationid, causationid, traceparent, name, time, data::text, fact
                from published_state where topic = ? order by key for update""",
                row -> new OutboxRow(
                        0,
                        row.getString(10),
                        topic,
                        row.getString(1),
                        row.getString(2),
                        new Origin(row.getString(3), row.getString(4), row.getString(5), row.getString(6)),
                        row.getString(7),
                        row.getObject(8, OffsetDateTime.class).toInstant(),
                        row.getString(9)),
                topic);
    }

    private void publish(OutboxRow state, String onTopic) {
        var last = state.id().compareTo(onTopic) > 0 ? state.id() : onTopic;
        store.publish(state.withId(Outbox.nextId(last)));
    }

    private void remove(String topic, String key, ReceivedFact state) {
        var origin = state.origin();
        store.insert(new OutboxRow(
                0,
                Outbox.nextId(state.id()),
                topic,
                key,
                Outbox.stateType(topic, null),
                new Origin(origin.project(), origin.correlationId(), state.id(), null),
                null,
                clock.instant(),
                null));
    }
}
