package io.berth.balancer.listener;

import io.berth.outbox.DomainEvent;
import io.berth.outbox.FactType;

/**
 * A listener became ready, failed or went away.
 *
 * @param pool id of its pool, null for none
 * @param status {@code READY}, {@code FAILED} or {@code DELETED}
 */
@FactType(value = "io.berth.listener.changed.v1", topic = "berth.balancer")
record ListenerChanged(
        String listener,
        String name,
        String balancer,
        ListenerProtocol protocol,
        String address,
        int port,
        String pool,
        String status,
        String reason)
        implements DomainEvent {

    static ListenerChanged of(Listener listener, String status, String reason) {
        return new ListenerChanged(
                listener.id(),
                listener.name(),
                listener.balancerId(),
                listener.protocol(),
                listener.address(),
                listener.port(),
                listener.poolId(),
                status,
                reason);
    }

    @Override
    public String subject() {
        return listener;
    }
}
