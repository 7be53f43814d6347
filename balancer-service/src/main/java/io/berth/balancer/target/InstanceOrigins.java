package io.berth.balancer.target;

import io.berth.outbox.FactHandler;
import io.berth.outbox.Origin;
import io.berth.outbox.ReceivedFact;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/**
 * Which request an instance comes from. A membership is state and has no cause; the facts about the instance have, so that
 * what becomes of its target is shown as a consequence of the decision to launch or to end it.
 */
@ApplicationScoped
class InstanceOrigins implements FactHandler {
    private static final String LAUNCHED = "io.berth.instance.launched.v1";
    private static final String TERMINATING = "io.berth.instance.terminating.v1";
    /** The last that is heard of an instance. */
    private static final String TERMINATED = "io.berth.instance.terminated.v1";

    private final InstanceOriginRepository origins;
    private final TargetRepository targets;

    InstanceOrigins(InstanceOriginRepository origins, TargetRepository targets) {
        this.origins = origins;
        this.targets = targets;
    }

    @Override
    public Set<String> types() {
        return Set.of(LAUNCHED, TERMINATING, TERMINATED);
    }

    @Override
    public void on(ReceivedFact fact) {
        var origin = fact.origin().causedBy(fact.id());
        if (fact.type().equals(TERMINATED)) {
            origins.deleteById(fact.subject());
        } else {
            origins.remember(fact.subject(), origin);
        }
        targets.find("instance", fact.subject()).stream().forEach(target -> target.causedBy(origin));
    }

    /** The last fact about the instance, or an origin of its own while none arrived. */
    Origin of(String instance, String project) {
        return origins.of(instance).orElseGet(() -> new Origin(project, instance, null, null));
    }
}
