package io.berth.balancer.balancer;

import io.berth.outbox.DomainEvent;
import io.berth.outbox.FactType;

/** The balancer and its proxy are gone. */
@FactType(value = "io.berth.balancer.deleted.v1", topic = "berth.balancer")
record BalancerDeleted(String balancer, String name) implements DomainEvent {
    @Override
    public String subject() {
        return balancer;
    }
}
