package io.berth.balancer.target;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.berth.outbox.DomainEvent;
import io.berth.outbox.FactType;

/** A group's member cannot be a target; the subject is the instance. */
@FactType(value = "io.berth.target.rejected.v1", topic = "berth.balancer")
record TargetRejected(@JsonUnwrapped TargetFact about) implements DomainEvent {
    @Override
    public String subject() {
        return about.instance();
    }
}
