package io.berth.outbox;

/**
 * CDI event: a fact was appended in the current transaction. Observe it with {@code during = AFTER_SUCCESS} to be woken
 * by commits.
 */
public record FactAppended(String id, String type, String subject) {}
