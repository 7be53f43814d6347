package io.berth.balancer.target;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.berth.outbox.DomainEvent;
import io.berth.outbox.FactType;

/** It gets nothing new. */
@FactType(value = "io.berth.target.draining.v1", topic = "berth.balancer")
record TargetDraining(@JsonUnwrapped TargetFact about) implements DomainEvent {
    @Override
    public String subject() {
        return about.target();
    }
}
