package io.berth.balancer.balancer;

import io.berth.outbox.DomainEvent;
import io.berth.outbox.FactType;

/** The balancer's proxy cannot be made. */
@FactType(value = "io.berth.balancer.failed.v1", topic = "berth.balancer")
record BalancerFailed(String balancer, String name, String reason) implements DomainEvent {
    @Override
    public String subject() {
        return balancer;
    }
}
