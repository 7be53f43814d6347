package io.berth.balancer.target;

import io.berth.balancer.pool.PoolSettings;
import io.berth.outbox.Outbox;
import io.berth.web.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes a pool's targets what the groups that name it say. */
@ApplicationScoped
public class Memberships {
    private final TargetRepository targets;
    private final RejectionRepository rejections;
    private final InstanceOrigins origins;
    private final Outbox outbox;
    private final Clock clock;

    Memberships(
            TargetRepository targets,
            RejectionRepository rejections,
            InstanceOrigins origins,
            Outbox outbox,
            Clock clock) {
        this.targets = targets;
        this.rejections = rejections;
        this.origins = origins;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** @return whether anything changed */
    @Transactional
    public boolean follow(PoolSettings pool, Collection<PoolMembers> groups) {
        groups.forEach(group -> reject(group, pool));
        var members = groups.stream()
                .flatMap(group -> group.members().stream()
                        .filter(PoolMembers.PoolMember::usable)
                        .map(member -> member.of(group.group())))
                .toList();
        var present = targets.ofPoolLocked(pool.id()).stream()
                .filter(target -> target.instance() != null)
                .collect(Collectors.toMap(Target::id, target -> target));
        var actions = MemberPlan.between(
                members, present.values().stream().map(Memberships::known).toList());
        actions.forEach(action -> act(action, pool, present));
        targets.flush();
        return !actions.isEmpty();
    }

    private void act(MemberPlan.Action action, PoolSettings pool, Map<String, Target> present) {
        var now = clock.instant();
        switch (action) {
            case MemberPlan.Register register -> register(register.member(), pool, now);
            case MemberPlan.Reweigh reweigh -> {
                var target = present.get(reweigh.target());
                target.weigh(reweigh.weight(), target.zone(), now);
            }
            case MemberPlan.Rejoin rejoin -> present.get(rejoin.target()).rejoin(now);
            case MemberPlan.Leave leave ->
                present.get(leave.target()).leave(deadline(leave.deadline(), pool, now), false, now);
            case MemberPlan.Forget forget -> {
                var target = present.get(forget.target());
                target.leave(deadline(null, pool, now), true, now);
            }
        }
    }

    private void register(MemberPlan.Member member, PoolSettings pool, Instant now) {
        var target = new Target(
                        Ids.next("tgt"),
                        nameOf(member.instance()),
                        Map.of(),
                        targets.nextNumber(),
                        pool.id(),
                        origins.of(member.instance(), pool.project()),
                        now)
                .at(member.address(), member.port())
                .with(member.weight(), member.zone(), false)
                .memberOf(member.group(), member.instance());
        targets.persist(target);
        target.causedBy(outbox.append(new TargetRegistered(TargetFact.of(target, pool)), target.origin()));
        if (!member.in()) {
            target.leave(deadline(member.deadline(), pool, now), false, now);
        }
    }

    /** Instances are named by id, which has an underscore that a DNS label cannot have. */
    private static String nameOf(String instance) {
        return instance.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Instant deadline(Instant given, PoolSettings pool, Instant now) {
        return given == null ? now.plus(pool.drainTimeout()) : given;
    }

    private static MemberPlan.Known known(Target target) {
        return new MemberPlan.Known(
                target.id(),
                target.instance(),
                target.address(),
                target.port(),
                target.weight(),
                target.leaving(),
                target.drainDeadline(),
                target.forgotten());
    }

    /** The group names a pool that the project does not have: tells each member once. */
    @Transactional
    public void rejectAll(PoolMembers group) {
        var reason = "the project has no pool named " + group.pool();
        var told = rejections.instancesOf(group.group());
        for (var member : group.members()) {
            if (member.instance() != null && !told.contains(member.instance())) {
                reject(group, member, null, reason);
            }
        }
        rejections.keepOnly(
                group.group(),
                group.members().stream().map(PoolMembers.PoolMember::instance).collect(Collectors.toSet()));
    }

    /** Members whose address no server can have. */
    private void reject(PoolMembers group, PoolSettings pool) {
        var unusable = group.members().stream()
                .filter(member -> member.instance() != null && !member.usable())
                .toList();
        var told = unusable.isEmpty() ? Set.<String>of() : rejections.instancesOf(group.group());
        for (var member : unusable) {
            if (!told.contains(member.instance())) {
                reject(group, member, pool, member.address() + " is not an IP address with a port");
            }
        }
        rejections.keepOnly(
                group.group(),
                unusable.stream().map(PoolMembers.PoolMember::instance).collect(Collectors.toSet()));
    }

    private void reject(PoolMembers group, PoolMembers.PoolMember member, PoolSettings pool, String reason) {
        rejections.persist(new Rejection(group.group(), member.instance(), group.project(), group.pool()));
        outbox.append(
                new TargetRejected(new TargetFact(
                        null,
                        null,
                        pool == null ? null : pool.id(),
                        group.pool(),
                        member.address(),
                        member.port(),
                        member.instance(),
                        group.group(),
                        reason)),
                origins.of(member.instance(), group.project()));
    }

    /** The group names no pool any more, or is gone: nothing of it is refused. */
    @Transactional
    public void forgetRejections(String groupId) {
        rejections.keepOnly(groupId, Set.of());
    }

    /** Groups of whose members some were told that they cannot be targets. */
    @Transactional
    public List<String> rejectedGroups() {
        return rejections.groups();
    }

    /** Pools that have targets of this group, whatever it says now. */
    @Transactional
    public List<String> poolsOf(String groupId) {
        return targets.poolsOfGroup(groupId);
    }
}
