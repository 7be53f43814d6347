package io.berth.outbox;

import java.time.Instant;

@FactType(value = "io.berth.thing.changed.v1", topic = "test.facts")
public record ThingChanged(String thing, int change, Instant at) implements DomainEvent {
    @Override
    public String subject() {
        return thing;
    }
}
