package io.berth.outbox;

import java.time.Instant;

/**
 * One fact on its way to Kafka.
 *
 * @param seq order of appending, 0 before it is stored
 * @param name the user's name of the thing, for states; may be null
 * @param data JSON text; null is a tombstone
 */
record OutboxRow(
        long seq,
        String id,
        String topic,
        String key,
        String type,
        Origin origin,
        String name,
        Instant time,
        String data) {

    OutboxRow withId(String id) {
        return new OutboxRow(seq, id, topic, key, type, origin, name, time, data);
    }
}
