package io.berth.balancer.target;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.berth.outbox.DomainEvent;
import io.berth.outbox.FactType;

/** Its checks fail. */
@FactType(value = "io.berth.target.unhealthy.v1", topic = "berth.balancer")
record TargetUnhealthy(@JsonUnwrapped TargetFact about) implements DomainEvent {
    @Override
    public String subject() {
        return about.target();
    }
}
