package io.berth.balancer.balancer;

import io.berth.outbox.DomainEvent;
import io.berth.outbox.FactType;
import java.util.List;

/** The balancer's proxy runs. */
@FactType(value = "io.berth.balancer.ready.v1", topic = "berth.balancer")
record BalancerReady(String balancer, String name, Scheme scheme, List<String> networks, String host)
        implements DomainEvent {
    @Override
    public String subject() {
        return balancer;
    }
}
