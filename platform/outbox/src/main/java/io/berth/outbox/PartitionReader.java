package io.berth.outbox;

import io.berth.outbox.Positions.Position;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/** Applies what was read from one partition, in order, and moves its position. */
@ApplicationScoped
class PartitionReader {

    private static final Logger LOG = Logger.getLogger(PartitionReader.class);

    private final FactTopics topics;
    private final Inbox inbox;
    private final ProjectionStore projections;
    private final Positions positions;
    private final Event<ProjectionChanged> changed;
    private final Clock clock;
    private final Map<TopicPartition, Position> at = new HashMap<>();

    PartitionReader(
            FactTopics topics,
            Inbox inbox,
            ProjectionStore projections,
            Positions positions,
            Event<ProjectionChanged> changed,
            Clock clock) {
        this.topics = topics;
        this.inbox = inbox;
        this.projections = projections;
        this.positions = positions;
        this.changed = changed;
        this.clock = clock;
    }

    /** Where to read on from. */
    Position open(TopicPartition partition, String incarnation, long end) {
        var plan = RereadPlan.of(
                positions.find(partition),
                incarnation,
                end,
                topics.projected(partition.topic()),
                () -> projections.empty(partition),
                clock.instant());
        if (plan.reread()) {
            QuarkusTransaction.requiringNew().run(() -> positions.save(partition, plan.position()));
            LOG.infof("event=topic-reread partition=%s reason=\"%s\"", partition, plan.reason());
        }
        at.put(partition, plan.position());
        return plan.position();
    }

    /** From the beginning of the partition, and a process that starts later too. */
    void beginAnew(TopicPartition partition, long end) {
        var position = RereadPlan.back(at.get(partition), end, clock.instant());
        QuarkusTransaction.requiringNew().run(() -> positions.save(partition, position));
        at.put(partition, position);
        LOG.infof("event=topic-reread partition=%s reason=\"the topic has not what was read of it\"", partition);
    }

    /** False when asked to stop before the end. */
    boolean apply(TopicPartition partition, List<ConsumerRecord<String, byte[]>> records, Loop loop) {
        var facts = new ArrayList<Optional<FactReader.Read>>(records.size());
        for (var record : records) {
            var read = read(record);
            if (read.isPresent()
                    && record.value() != null
                    && !inbox.take(read.get().fact(), partition.topic(), () -> require(partition), loop)) {
                return false;
            }
            facts.add(read);
        }
        advance(partition, records, facts);
        return true;
    }

    /**
     * Notices a database that went back under the reader.
     *
     * @throws DatabaseWentBackException when it has
     */
    void require(TopicPartition partition) {
        positions.require(partition, at.get(partition));
    }

    private Optional<FactReader.Read> read(ConsumerRecord<String, byte[]> record) {
        try {
            return Optional.of(FactReader.read(record));
        } catch (FactReader.NotAFactException e) {
            inbox.unusable(record, e.getMessage());
            return Optional.empty();
        }
    }

    private void advance(
            TopicPartition partition,
            List<ConsumerRecord<String, byte[]>> records,
            List<Optional<FactReader.Read>> facts) {
        var position = at.get(partition)
                .advanced(records.getLast().offset() + 1, records.getLast().timestamp());
        try {
            var changes = QuarkusTransaction.requiringNew().call(() -> save(partition, position, records, facts));
            at.put(partition, position);
            changes.forEach(this::announce);
        } catch (RuntimeException e) {
            if (!Failures.unstorable(e)) {
                throw e;
            }
            if (records.size() == 1) {
                inbox.unusable(records.getFirst(), e.toString());
                advance(partition, records, List.of(Optional.empty()));
            } else {
                // One of them is to blame; alone, it shows.
                for (int i = 0; i < records.size(); i++) {
                    advance(partition, records.subList(i, i + 1), facts.subList(i, i + 1));
                }
            }
        }
    }

    /**
     * Ends a re-read whose time has come; cheap when there is none.
     *
     * @param read the consumer's position; everything before it was applied
     */
    void sweep(TopicPartition partition, long read) {
        var position = at.get(partition);
        if (!position.sweepDue(read, clock.instant())) {
            return;
        }
        var swept = position.swept();
        var gone = QuarkusTransaction.requiringNew().call(() -> {
            require(partition);
            positions.save(partition, swept);
            return projections.sweep(partition, swept.epoch());
        });
        at.put(partition, swept);
        gone.forEach(this::announce);
    }

    private List<ProjectionChanged> save(
            TopicPartition partition,
            Position position,
            List<ConsumerRecord<String, byte[]>> records,
            List<Optional<FactReader.Read>> facts) {
        require(partition);
        var changes = new ArrayList<ProjectionChanged>();
        if (topics.projected(partition.topic())) {
            for (int i = 0; i < records.size(); i++) {
                if (facts.get(i).isPresent()) {
                    project(
                                    partition,
                                    position.epoch(),
                                    records.get(i),
                                    facts.get(i).get())
                            .ifPresent(changes::add);
                }
            }
        }
        positions.save(partition, position);
        return changes;
    }

    private Optional<ProjectionChanged> project(
            TopicPartition partition, long epoch, ConsumerRecord<String, byte[]> record, FactReader.Read read) {
        var fact = read.fact();
        var project = record.value() == null
                ? projections.remove(partition, fact.subject(), fact.id())
                : projections.put(partition, epoch, fact, read.name());
        return project.map(of -> new ProjectionChanged(partition.topic(), fact.subject(), of));
    }

    private void announce(ProjectionChanged change) {
        try {
            changed.fire(change);
        } catch (RuntimeException e) {
            // The row is there; observers are woken again by their own resync.
            LOG.errorf(e, "event=projection-observer-failed topic=%s key=%s", change.topic(), change.key());
        }
    }
}
