package io.berth.balancer.pool;

import com.fasterxml.jackson.databind.JsonNode;
import io.berth.web.Caller;
import io.berth.web.Etags;
import io.berth.web.Ids;
import io.berth.web.MergePatch;
import io.berth.web.Page;
import io.berth.web.PageRequest;
import io.berth.web.ProblemException;
import io.berth.web.ResourceStatus;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.Instance;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** What users do with pools. */
@ApplicationScoped
public class PoolService {
    private static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(30);

    private final PoolRepository pools;
    private final Instance<PoolUse> uses;
    private final Caller caller;
    private final Event<PoolChanged> changed;
    private final Clock clock;
    private final MergePatch patches;

    PoolService(
            PoolRepository pools,
            Instance<PoolUse> uses,
            Caller caller,
            Event<PoolChanged> changed,
            Clock clock,
            MergePatch patches) {
        this.pools = pools;
        this.uses = uses;
        this.caller = caller;
        this.changed = changed;
        this.clock = clock;
        this.patches = patches;
    }

    @Transactional
    PoolView create(CreatePool wanted) {
        PoolRules.requireSupported(wanted.protocol(), wanted.algorithm(), wanted.stickiness());
        var slowStart = PoolRules.duration("slowStart", wanted.slowStart(), Duration.ZERO);
        var drainTimeout = PoolRules.duration("drainTimeout", wanted.drainTimeout(), DRAIN_TIMEOUT);
        pools.requireNameFree(wanted.name());
        var pool = new Pool(
                        Ids.next("pool"),
                        wanted.name(),
                        wanted.labels(),
                        pools.nextNumber(),
                        wanted.protocol(),
                        caller.origin(),
                        clock.instant())
                .spreading(
                        wanted.algorithm(),
                        HealthCheck.complete(wanted.healthCheck(), wanted.protocol()),
                        slowStart,
                        drainTimeout);
        pools.persist(pool);
        changed.fire(new PoolChanged(pool.id()));
        return PoolView.of(pool);
    }

    @Transactional
    Page<PoolView> page(PageRequest request) {
        return pools.page(request).map(PoolView::of);
    }

    @Transactional
    PoolView view(String ref) {
        return PoolView.of(pools.requireRef(ref));
    }

    @Transactional
    PoolView patch(String ref, JsonNode patch, String ifMatch) {
        var pool = pools.requireLocked(ref);
        Etags.requireMatch(ifMatch, pool.version());
        requireNotDeleting(pool);
        var current = new PoolPatch(
                pool.labels(), pool.algorithm(), pool.healthCheck(), pool.slowStart(), pool.drainTimeout());
        var wanted = patches.apply(patch, current, PoolPatch.class);
        var algorithm = wanted.algorithm() == null ? Algorithm.WEIGHTED_ROUND_ROBIN : wanted.algorithm();
        PoolRules.requireSupported(pool.protocol(), algorithm, null);
        pool.spreading(
                algorithm,
                HealthCheck.complete(wanted.healthCheck(), pool.protocol()),
                PoolRules.duration("slowStart", wanted.slowStart(), Duration.ZERO),
                PoolRules.duration("drainTimeout", wanted.drainTimeout(), DRAIN_TIMEOUT));
        pool.relabel(wanted.labels(), clock.instant());
        pools.flush();
        changed.fire(new PoolChanged(pool.id()));
        return PoolView.of(pool);
    }

    /** Its targets drain and go with it. */
    @Transactional
    PoolView delete(String ref, String ifMatch) {
        var pool = pools.requireLocked(ref);
        Etags.requireMatch(ifMatch, pool.version());
        var users =
                uses.stream().flatMap(use -> use.usersOf(pool.id()).stream()).toList();
        if (!users.isEmpty()) {
            throw new ProblemException(
                    PoolError.POOL_IN_USE,
                    "The pool %s is used by %s.".formatted(pool.name(), String.join(", ", users)),
                    "Delete them, or give them another pool.");
        }
        if (pool.status() != ResourceStatus.DELETING) {
            pool.causedBy(caller.origin());
            pool.deleting(clock.instant());
            pools.flush();
            changed.fire(new PoolChanged(pool.id()));
        }
        return PoolView.of(pool);
    }

    @Transactional
    boolean gone(String id) {
        return pools.findByIdOptional(id).isEmpty();
    }

    /** As {@link #requireUsable}; empty when there is none. */
    @Transactional
    public Optional<PoolSettings> findUsable(String ref) {
        return pools.findRef(ref).map(found -> requireUsable(found.id()));
    }

    /** By id or name, locked against deletion until the transaction ends; 409 while it is being deleted. */
    @Transactional
    public PoolSettings requireUsable(String ref) {
        var pool = pools.requireLocked(ref);
        requireNotDeleting(pool);
        return PoolSettings.of(pool);
    }

    /** By id or name, else 404. */
    @Transactional
    public PoolSettings require(String ref) {
        return PoolSettings.of(pools.requireRef(ref));
    }

    private static void requireNotDeleting(Pool pool) {
        if (pool.status() == ResourceStatus.DELETING) {
            throw new ProblemException(PoolError.POOL_DELETING, "The pool %s is being deleted.".formatted(pool.name()));
        }
    }
}
