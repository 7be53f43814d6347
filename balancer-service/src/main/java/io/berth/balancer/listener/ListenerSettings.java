package io.berth.balancer.listener;

import io.berth.web.ResourceStatus;
import java.time.Duration;
import java.time.Instant;

/**
 * What makes a listener's frontend.
 *
 * @param generation of what is wanted: what comes of it is recorded only while nothing else is wanted
 * @param poolId null for none
 * @param servingPoolId where its traffic goes as far as is recorded; null for nowhere
 * @param changedAt when something else was wanted of it
 * @param ready it is recorded as bound
 * @param occupied it failed because something else has its port, which may end
 * @param refused it failed for what only a change can mend
 */
public record ListenerSettings(
        String id,
        long generation,
        String name,
        int number,
        ListenerProtocol protocol,
        String address,
        int port,
        String poolId,
        String servingPoolId,
        Instant changedAt,
        Duration idleTimeout,
        boolean acceptProxy,
        boolean deleting,
        boolean ready,
        boolean occupied,
        boolean refused) {

    static ListenerSettings of(Listener listener) {
        boolean failed = listener.status() == ResourceStatus.FAILED;
        boolean occupied = failed && listener.failure().name().equals(ListenerError.LISTENER_PORT_TAKEN.name());
        return new ListenerSettings(
                listener.id(),
                listener.generation(),
                listener.name(),
                listener.number(),
                listener.protocol(),
                listener.address(),
                listener.port(),
                listener.poolId(),
                listener.servingPoolId(),
                listener.updatedAt(),
                listener.idleTimeout(),
                listener.acceptProxy(),
                listener.status() == ResourceStatus.DELETING,
                listener.status() == ResourceStatus.READY,
                occupied,
                failed && !occupied);
    }
}
