package io.berth.balancer.target;

import com.fasterxml.jackson.databind.JsonNode;
import io.berth.balancer.pool.PoolChanged;
import io.berth.balancer.pool.PoolService;
import io.berth.outbox.Origin;
import io.berth.outbox.Outbox;
import io.berth.web.Etags;
import io.berth.web.FieldError;
import io.berth.web.Ids;
import io.berth.web.MergePatch;
import io.berth.web.Page;
import io.berth.web.PageRequest;
import io.berth.web.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;

/** What users do with targets. */
@ApplicationScoped
class TargetService {
    private static final int WEIGHT = 100;

    private final TargetRepository targets;
    private final PoolService pools;
    private final Outbox outbox;
    private final Event<PoolChanged> changed;
    private final MergePatch patches;
    private final Clock clock;

    TargetService(
            TargetRepository targets,
            PoolService pools,
            Outbox outbox,
            Event<PoolChanged> changed,
            MergePatch patches,
            Clock clock) {
        this.targets = targets;
        this.pools = pools;
        this.outbox = outbox;
        this.changed = changed;
        this.patches = patches;
        this.clock = clock;
    }

    @Transactional
    TargetView create(String poolRef, CreateTarget wanted, Origin origin) {
        requireAddress(wanted);
        var pool = pools.requireUsable(poolRef);
        targets.requireNameFree(pool.id(), wanted.name());
        var target = new Target(
                        Ids.next("tgt"),
                        wanted.name(),
                        wanted.labels(),
                        targets.nextNumber(),
                        pool.id(),
                        origin,
                        clock.instant())
                .at(wanted.address(), wanted.port())
                .with(weight(wanted.weight()), wanted.zone(), Boolean.TRUE.equals(wanted.backup()));
        targets.persist(target);
        target.causedBy(outbox.append(new TargetRegistered(TargetFact.of(target, pool)), target.origin()));
        changed.fire(new PoolChanged(pool.id()));
        return TargetView.of(target, pool);
    }

    private static void requireAddress(CreateTarget wanted) {
        if (!Endpoint.valid(wanted.address(), wanted.port())) {
            throw new ProblemException(
                    TargetError.TARGET_ADDRESS_INVALID,
                    "%s is not an IP address.".formatted(wanted.address()),
                    "Targets are added at run time and names are not resolved then.",
                    List.of(new FieldError("address", "must be an IPv4 or IPv6 address")));
        }
    }

    @Transactional
    Page<TargetView> page(String poolRef, PageRequest request) {
        var pool = pools.require(poolRef);
        return targets.page(pool.id(), request).map(target -> TargetView.of(target, pool));
    }

    @Transactional
    TargetView view(String poolRef, String ref) {
        var pool = pools.require(poolRef);
        return TargetView.of(targets.require(pool.id(), ref), pool);
    }

    @Transactional
    TargetView patch(String poolRef, String ref, JsonNode patch, String ifMatch) {
        var pool = pools.require(poolRef);
        var target = targets.requireLocked(pool.id(), ref);
        Etags.requireMatch(ifMatch, target.version());
        var wanted = patches.apply(
                patch, new TargetPatch(target.labels(), target.weight(), target.zone()), TargetPatch.class);
        if (target.instance() != null && weight(wanted.weight()) != target.weight()) {
            throw managed(target);
        }
        target.relabel(wanted.labels(), clock.instant());
        target.weigh(weight(wanted.weight()), wanted.zone(), clock.instant());
        targets.flush();
        changed.fire(new PoolChanged(pool.id()));
        return TargetView.of(target, pool);
    }

    /** Drains it first; it is gone once it is drained everywhere. */
    @Transactional
    TargetView delete(String poolRef, String ref, String ifMatch, Origin origin) {
        var pool = pools.require(poolRef);
        var target = targets.requireLocked(pool.id(), ref);
        Etags.requireMatch(ifMatch, target.version());
        if (target.instance() != null) {
            throw managed(target);
        }
        if (!target.leaving()) {
            target.causedBy(origin);
            target.leave(clock.instant().plus(pool.drainTimeout()), true, clock.instant());
            targets.flush();
            changed.fire(new PoolChanged(pool.id()));
        }
        return TargetView.of(target, pool);
    }

    @Transactional
    boolean gone(String id) {
        return targets.findByIdOptional(id).isEmpty();
    }

    private static int weight(Integer given) {
        return given == null ? WEIGHT : given;
    }

    private static ProblemException managed(Target target) {
        return new ProblemException(
                TargetError.TARGET_MANAGED,
                "The target %s stands for the instance %s of a scaling group."
                        .formatted(target.name(), target.instance()),
                "Change the group or its instance; the target follows.");
    }
}
