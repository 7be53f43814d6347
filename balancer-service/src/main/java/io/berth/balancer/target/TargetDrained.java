package io.berth.balancer.target;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.berth.outbox.DomainEvent;
import io.berth.outbox.FactType;

/** No balancer has anything to do with it any more. */
@FactType(value = "io.berth.target.drained.v1", topic = "berth.balancer")
record TargetDrained(@JsonUnwrapped TargetFact about) implements DomainEvent {
    @Override
    public String subject() {
        return about.target();
    }
}
