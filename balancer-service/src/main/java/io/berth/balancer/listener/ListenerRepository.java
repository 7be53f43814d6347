package io.berth.balancer.listener;

import io.berth.web.ProblemException;
import io.berth.web.ResourceRepository;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

@ApplicationScoped
class ListenerRepository extends ResourceRepository<Listener> {
    ListenerRepository() {
        super("listener");
    }

    List<Listener> ofBalancer(String balancerId) {
        return list("balancerId = ?1 order by id", balancerId);
    }

    /** Those that have it and those that are to have it. */
    List<Listener> ofPool(String poolId) {
        return list("poolId = ?1 or servingPoolId = ?1 order by id", poolId);
    }

    List<Listener> onPort(int port) {
        return list("port = ?1 order by id", port);
    }

    /** What is said of a listener that is not there. */
    ProblemException unknown(String ref) {
        return new ProblemException(ListenerError.LISTENER_NOT_FOUND, "There is no listener %s.".formatted(ref));
    }

    /** A number that HAProxy never saw: a sequence, so of no project. */
    int nextNumber() {
        return ((Number) getEntityManager()
                        .createNativeQuery("select nextval('proxy_number')")
                        .getSingleResult())
                .intValue();
    }
}
