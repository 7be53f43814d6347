package io.berth.balancer.target;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.berth.outbox.DomainEvent;
import io.berth.outbox.FactType;

/** It is in service on every balancer of its pool. */
@FactType(value = "io.berth.target.healthy.v1", topic = "berth.balancer")
record TargetHealthy(@JsonUnwrapped TargetFact about) implements DomainEvent {
    @Override
    public String subject() {
        return about.target();
    }
}
