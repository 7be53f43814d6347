package io.berth.outbox;

/** CDI event, fired after the commit of the change: a projected thing appeared, changed or went away. */
public record ProjectionChanged(String topic, String key, String project) {}
