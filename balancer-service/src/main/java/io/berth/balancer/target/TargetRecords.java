package io.berth.balancer.target;

import io.berth.balancer.pool.PoolSettings;
import io.berth.balancer.target.TargetPolicy.Seen;
import io.berth.balancer.target.TargetPolicy.Situation;
import io.berth.balancer.target.TargetPolicy.Verdict;
import io.berth.outbox.DomainEvent;
import io.berth.outbox.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** Targets as those who make them real read them, and what came of it: each change a transaction with its fact. */
@ApplicationScoped
public class TargetRecords {
    private final TargetRepository targets;
    private final Outbox outbox;
    private final Clock clock;

    TargetRecords(TargetRepository targets, Outbox outbox, Clock clock) {
        this.targets = targets;
        this.outbox = outbox;
        this.clock = clock;
    }

    @Transactional
    public List<TargetSettings> ofPools(Collection<String> poolIds) {
        return targets.ofPools(poolIds).stream().map(TargetSettings::of).toList();
    }

    @Transactional
    public List<TargetSettings> ofPool(String poolId) {
        return targets.ofPool(poolId).stream().map(TargetSettings::of).toList();
    }

    /** Every target of a pool that is being deleted drains. */
    @Transactional
    public void leaveAll(PoolSettings pool) {
        var now = clock.instant();
        targets.ofPoolLocked(pool.id()).stream()
                .filter(target -> !target.forgotten())
                .forEach(target -> target.leave(now.plus(pool.drainTimeout()), true, now));
    }

    /**
     * Decides the statuses of a pool's targets and tells what is new; drops those that are drained and not wanted.
     *
     * @param seen what each balancer of the pool sees of a target, by its id and whether it is leaving
     * @return what is left to do
     */
    @Transactional
    public Settled settle(PoolSettings pool, BiFunction<String, Boolean, List<Seen>> seen) {
        var settled = new Settled(true, false, false, false);
        for (var target : targets.ofPoolLocked(pool.id())) {
            boolean patient = patient(target, pool);
            var situation = new Situation(
                    target.health(),
                    target.leaving(),
                    expired(target),
                    patient,
                    seen.apply(target.id(), target.leaving()));
            boolean news = TargetPolicy.decide(situation)
                    .map(verdict -> settle(target, pool, verdict))
                    .orElse(false);
            if (target.health() == TargetStatus.DRAINED && target.forgotten()) {
                targets.delete(target);
                settled = settled.with(true, false, news, true);
            } else {
                boolean undecided = target.health() == TargetStatus.DRAINING
                        || (patient && target.health() == TargetStatus.CHECKING);
                settled = settled.with(false, undecided, news, false);
            }
        }
        return settled;
    }

    /**
     * @param empty the pool has no targets any more
     * @param undecided a target will be judged when its time to start, or to drain, is over, even if nothing else changes
     * @param news a target has another status than before
     * @param dropped a target is gone: another may now take its instance's name
     */
    public record Settled(boolean empty, boolean undecided, boolean news, boolean dropped) {
        private Settled with(boolean empty, boolean undecided, boolean news, boolean dropped) {
            return new Settled(
                    this.empty && empty, this.undecided || undecided, this.news || news, this.dropped || dropped);
        }
    }

    private boolean settle(Target target, PoolSettings pool, Verdict verdict) {
        boolean news = target.settle(verdict, clock.instant());
        if (news) {
            fact(target, pool).ifPresent(fact -> target.causedBy(outbox.append(fact, target.origin())));
        }
        return news;
    }

    private boolean expired(Target target) {
        return target.drainDeadline() != null && !clock.instant().isBefore(target.drainDeadline());
    }

    private static Optional<DomainEvent> fact(Target target, PoolSettings pool) {
        var about = TargetFact.of(target, pool);
        return Optional.ofNullable(
                switch (target.health()) {
                    case CHECKING -> null;
                    case HEALTHY -> new TargetHealthy(about);
                    case UNHEALTHY -> new TargetUnhealthy(about);
                    case DRAINING -> new TargetDraining(about);
                    case DRAINED -> new TargetDrained(about);
                });
    }

    /** As long as it could take to fail all checks from the beginning. */
    private boolean patient(Target target, PoolSettings pool) {
        Instant young = target.createdAt()
                .plus(pool.healthCheck()
                        .interval()
                        .multipliedBy(pool.healthCheck().fall() + 1L))
                .plus(Duration.ofSeconds(5));
        return clock.instant().isBefore(young);
    }
}
