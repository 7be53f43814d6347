package io.berth.outbox;

public record ThingState(String id, String colour) {}
