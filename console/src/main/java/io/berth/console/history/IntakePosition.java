package io.berth.console.history;

/**
 * How far a partition was taken in.
 *
 * @param incarnation id of the topic; another one means other facts at the same offsets
 * @param next offset of the first record that was not taken in
 * @param lastTime of the record before it, by the broker's clock
 */
record IntakePosition(String topic, int partition, String incarnation, long next, long lastTime) {}
