package io.berth.outbox;

import com.github.f4b6a3.tsid.Tsid;
import com.github.f4b6a3.tsid.TsidCreator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Facts written in the transaction of the state they tell about; the relay puts them on Kafka after the commit. Facts of
 * one key are sent in the order of appending, so whoever appends for a key must be serialised by that resource's row
 * (a lock, or its version).
 */
@ApplicationScoped
public class Outbox {

    /** Bytes of JSON; leaves room for key and headers below {@link KafkaSettings#MAX_REQUEST}. */
    static final int MAX_DATA = 900 * 1024;

    /** Of a TSID, below its milliseconds. */
    private static final int RANDOM_BITS = 22;

    /** An escaped NUL, after an even number of backslashes. */
    private static final Pattern NUL = Pattern.compile("(?<!\\\\)(?:\\\\\\\\)*+\\\\u0000");

    private final OutboxStore store;
    private final TransactionSynchronizationRegistry transactions;
    private final Event<FactAppended> appended;
    private final Clock clock;

    Outbox(
            OutboxStore store,
            TransactionSynchronizationRegistry transactions,
            Event<FactAppended> appended,
            Clock clock) {
        this.store = store;
        this.transactions = transactions;
        this.appended = appended;
        this.clock = clock;
    }

    /**
     * Appends a fact; must run in a transaction.
     *
     * @return the fact's id ({@code ce_id}), sortable by time
     */
    public String append(DomainEvent fact, Origin origin) {
        var kind = fact.getClass().getAnnotation(FactType.class);
        if (kind == null) {
            throw new IllegalArgumentException(fact.getClass().getName() + " has no @FactType");
        }
        var row = row(kind.topic(), fact.subject(), kind.value(), null, fact, origin);
        store.insert(row);
        appended.fire(new FactAppended(row.id(), row.type(), row.key()));
        return row.id();
    }

    /**
     * Publishes the whole state of one thing on a compacted topic; must run in a transaction. The type is the state's
     * {@link FactType}, else derived from the topic ({@code berth.network-state} → {@code io.berth.network.state.v1}).
     *
     * @param name the user's name of the thing, for look-ups by name; may be null
     * @param state null removes the thing
     */
    public String publishState(String topic, String key, String name, Object state, Origin origin) {
        var row = row(topic, key, stateType(topic, state), name, state, origin);
        // Locks the state first: who publishes it again holds the same lock, so the id and the number in the outbox,
        // taken under it, grow as the state does.
        row = row.withId(nextId(store.remember(row)));
        store.publish(row);
        appended.fire(new FactAppended(row.id(), row.type(), row.key()));
        return row.id();
    }

    private OutboxRow row(String topic, String key, String type, String name, Object data, Origin origin) {
        requireTransaction();
        Objects.requireNonNull(key, "subject");
        Objects.requireNonNull(origin, "origin");
        var json = data == null ? null : FactJson.write(data);
        if (json != null && NUL.matcher(json).find()) {
            throw new IllegalArgumentException(type + " of " + key + " contains NUL, which no reader could store");
        }
        if (json != null && json.getBytes(StandardCharsets.UTF_8).length > MAX_DATA) {
            throw new IllegalArgumentException(type + " of " + key + " is larger than " + MAX_DATA + " bytes");
        }
        return new OutboxRow(0, nextId(), topic, key, type, origin, name, clock.instant(), json);
    }

    private void requireTransaction() {
        if (transactions.getTransactionStatus() != Status.STATUS_ACTIVE) {
            throw new IllegalStateException("a fact is appended in the transaction of its state; there is none");
        }
    }

    static String stateType(String topic, Object state) {
        var kind = state == null ? null : state.getClass().getAnnotation(FactType.class);
        return kind == null ? "io." + topic.replace('-', '.') + ".v1" : kind.value();
    }

    static String nextId() {
        return text(TsidCreator.getTsid());
    }

    /** The same, and later than {@code last} whatever the clock does: readers take the state with the latest id. */
    static String nextId(String last) {
        var next = TsidCreator.getTsid();
        if (text(next).compareTo(last) > 0 || !Tsid.isValid(last)) {
            return text(next);
        }
        long after = (Tsid.from(last).toLong() >>> RANDOM_BITS) + 1;
        long random = next.toLong() & (1L << RANDOM_BITS) - 1;
        return text(Tsid.from(after << RANDOM_BITS | random));
    }

    private static String text(Tsid id) {
        return id.toString().toLowerCase(Locale.ROOT);
    }
}
