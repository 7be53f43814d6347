package io.berth.balancer.target;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.berth.outbox.DomainEvent;
import io.berth.outbox.FactType;

/** It is known and will be checked. */
@FactType(value = "io.berth.target.registered.v1", topic = "berth.balancer")
record TargetRegistered(@JsonUnwrapped TargetFact about) implements DomainEvent {
    @Override
    public String subject() {
        return about.target();
    }
}
