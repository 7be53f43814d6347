package io.berth.scaler.group;

import io.berth.outbox.Origin;
import io.berth.scaler.fleet.LaunchBackoff;
import io.berth.web.ProblemException;
import io.berth.web.ResourceStatus;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Groups for those who run them. Writes name the writer's epoch: once a later writer has taken over, an earlier one gets a
 * {@link FencedOffException} and its transaction rolls back.
 */
@ApplicationScoped
public class GroupDesk {
    private final GroupRepository groups;
    private final GroupFacts facts;
    private final Clock clock;

    GroupDesk(GroupRepository groups, GroupFacts facts, Clock clock) {
        this.groups = groups;
        this.facts = facts;
        this.clock = clock;
    }

    @Transactional
    public List<String> ids() {
        return groups.ids();
    }

    @Transactional
    public Optional<Frame> find(String id) {
        return groups.findByIdOptional(id).flatMap(this::standing);
    }

    /** By id or name, in the current project. @throws ProblemException 404 */
    @Transactional
    public Frame require(String ref) {
        return standing(groups.requireRef(ref))
                .orElseThrow(() ->
                        new ProblemException(ScalerError.GROUP_NOT_FOUND, "There is no group %s.".formatted(ref)));
    }

    /** As {@link #require}, locked, for a user's change. @throws ProblemException 404, or 409 when it is being deleted */
    @Transactional(Transactional.TxType.MANDATORY)
    public Frame requireLocked(String ref) {
        var group = groups.requireLocked(ref);
        if (group.status() == ResourceStatus.DELETING) {
            throw new ProblemException(
                    ScalerError.GROUP_BEING_DELETED, "Group %s is being deleted.".formatted(group.name()));
        }
        return frame(group);
    }

    /** Locks the group for this writer; empty when it is gone. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<Frame> lock(String id, long epoch) {
        return groups.locked(id).map(group -> {
            // After the lock: whoever gets it next sees all that an earlier writer was still let in for.
            long newest = groups.newestWriter();
            if (epoch < newest) {
                throw new FencedOffException(id, epoch, newest);
            }
            return frame(group);
        });
    }

    /** Locks the group, whoever runs it; false when it is gone. */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean hold(String id) {
        return groups.locked(id).isPresent();
    }

    /** The fact that the next launches follow from, when it is not a change of what is wanted. Under the lock. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void lostCapacity(String id, String factId) {
        groups.progress(id).lostCapacity(factId);
    }

    /** Number of the next membership that is published. Under the lock. */
    @Transactional(Transactional.TxType.MANDATORY)
    public long nextMembership(String id) {
        return groups.progress(id).nextMembership();
    }

    @Transactional
    public Template template(String id, int version) {
        return groups.template(id, version);
    }

    /**
     * A user takes one instance away for good: the group gets one smaller. Under the lock.
     *
     * @param origin of that request
     * @throws ProblemException 409 at min
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void shrinkByOne(String id, Origin origin) {
        var group = groups.findById(id);
        if (group.desired() <= group.minSize()) {
            throw new ProblemException(
                    ScalerError.GROUP_AT_MIN,
                    "Group %s wants %d and has min %d.".formatted(group.name(), group.desired(), group.minSize()),
                    "Lower min first, or replace the instance with ?replace=true.");
        }
        group.scale(group.desired() - 1, clock.instant());
        groups.progress(id).scaled(clock.instant());
        group.causedBy(origin);
        facts.wanted(group, "SCALED");
    }

    /** A policy's decision takes effect, unless somebody changed desired since it was made. Under the lock. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void decided(ScalingDecided decision) {
        var group = groups.findById(decision.group());
        group.scale(decision.to(), clock.instant());
        groups.progress(group.id()).scaled(clock.instant());
        facts.decided(group, decision);
    }

    /**
     * Launches back off. Under the lock.
     *
     * @param began when the failed launch began
     * @return whether this opens a new round of back-off
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean launchFailed(String id, Instant began, String reason) {
        return groups.progress(id).launchFailed(began, reason, clock.instant(), LaunchBackoff::after);
    }

    @Transactional(Transactional.TxType.MANDATORY)
    public void launchesSettled(String id) {
        groups.progress(id).launchesSettled();
    }

    /** The group is as wanted. Under the lock. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void ready(String id) {
        var group = groups.findById(id);
        if (group.status() != ResourceStatus.READY) {
            group.ready(clock.instant());
            facts.stands(group, "READY");
        }
    }

    /** It cannot be as wanted now; Berth keeps trying. Under the lock. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void failed(String id, String reason) {
        var group = groups.findById(id);
        if (group.status() == ResourceStatus.PENDING) {
            group.failed(ScalerError.LAUNCH_FAILED, reason, clock.instant());
            facts.stands(group, "FAILED");
        }
    }

    /** Says why it is not all that is wanted; null when there is nothing to say. Under the lock. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void explain(String id, String reason) {
        var group = groups.findById(id);
        if (!Objects.equals(group.statusReason(), reason)) {
            group.explain(reason, clock.instant());
        }
    }

    /** Nothing of it is left. Under the lock. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void remove(String id) {
        var group = groups.findById(id);
        facts.stands(group, "DELETED");
        groups.delete(group);
    }

    /** Of a group that nobody locked: empty when it went away meanwhile. */
    private Optional<Frame> standing(ScalingGroup group) {
        var progress = Optional.ofNullable(groups.progress(group.id()));
        return groups.findTemplate(group.id(), group.templateVersion())
                .flatMap(template -> progress.map(there -> Frame.of(group, template, there)));
    }

    private Frame frame(ScalingGroup group) {
        return Frame.of(group, groups.template(group.id(), group.templateVersion()), groups.progress(group.id()));
    }
}
