package io.berth.scaler.instance;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.berth.outbox.FactHandler;
import io.berth.outbox.ReceivedFact;
import io.berth.scaler.fleet.Balancing;
import io.berth.scaler.fleet.InstanceStatus;
import io.berth.scaler.group.GroupDesk;
import io.berth.scaler.group.GroupTouched;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;

/** Notes what the balancer says about instances' targets; what follows from it is the plan's business. */
@ApplicationScoped
class BalancerFacts implements FactHandler {
    private static final String HEALTHY = "io.berth.target.healthy.v1";
    private static final String UNHEALTHY = "io.berth.target.unhealthy.v1";
    private static final String DRAINED = "io.berth.target.drained.v1";
    private static final String REJECTED = "io.berth.target.rejected.v1";

    private final InstanceRepository instances;
    private final GroupDesk groups;
    private final Event<GroupTouched> touched;
    private final Clock clock;

    BalancerFacts(InstanceRepository instances, GroupDesk groups, Event<GroupTouched> touched, Clock clock) {
        this.instances = instances;
        this.groups = groups;
        this.touched = touched;
        this.clock = clock;
    }

    @Override
    public Set<String> types() {
        return Set.of(HEALTHY, UNHEALTHY, DRAINED, REJECTED);
    }

    @Override
    public void on(ReceivedFact fact) {
        var target = fact.dataAs(Target.class);
        if (target.instance() == null) {
            return;
        }
        // The group first: whoever changes an instance holds its group, in that order.
        var group = instances
                .findByIdOptional(target.instance())
                .filter(row -> row.project().equals(fact.origin().project()))
                .map(Instance::groupId);
        if (group.filter(groups::hold).isPresent()) {
            var row = instances.findById(target.instance());
            instances.getEntityManager().refresh(row);
            word(fact.type(), row).ifPresent(word -> {
                row.heard(word, target.reason(), fact.id(), clock.instant());
                touched.fire(new GroupTouched(row.groupId()));
            });
        }
    }

    /** A draining instance is only asked whether it is drained; for the others a drained target is one nobody speaks for. */
    private static Optional<Balancing> word(String type, Instance row) {
        boolean draining = row.status() == InstanceStatus.DRAINING;
        return switch (type) {
            case HEALTHY -> draining ? Optional.empty() : Optional.of(Balancing.HEALTHY);
            case UNHEALTHY -> draining ? Optional.empty() : Optional.of(Balancing.UNHEALTHY);
            case DRAINED -> Optional.of(draining ? Balancing.DRAINED : Balancing.SILENT);
            default -> Optional.of(Balancing.REJECTED);
        };
    }

    /** The part of a target's fact that matters here. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Target(String instance, String reason) {}
}
