package io.berth.scaler.autoscale;

import io.berth.scaler.activity.ActivityLog;
import io.berth.scaler.activity.Entry;
import io.berth.scaler.decision.Bounds;
import io.berth.scaler.decision.Decision;
import io.berth.scaler.decision.Opinion;
import io.berth.scaler.decision.Verdict;
import io.berth.scaler.fleet.InstanceStatus;
import io.berth.scaler.group.Frame;
import io.berth.scaler.group.GroupDesk;
import io.berth.scaler.group.Process;
import io.berth.scaler.group.ScalingDecided;
import io.berth.scaler.instance.InstanceDesk;
import io.berth.scaler.instance.Live;
import io.berth.scaler.policy.PolicyService;
import io.berth.scaler.sample.PoolSamples;
import io.berth.web.ResourceStatus;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** One group's policies, once. */
@ApplicationScoped
class Autoscaler {
    private static final Logger LOG = Logger.getLogger(Autoscaler.class);

    private final GroupDesk groups;
    private final InstanceDesk instances;
    private final PolicyService policies;
    private final PoolSamples samples;
    private final ActivityLog activities;
    private final Clock clock;

    /** What policies remember. */
    private final Memories memories = new Memories();

    Autoscaler(
            GroupDesk groups,
            InstanceDesk instances,
            PolicyService policies,
            PoolSamples samples,
            ActivityLog activities,
            Clock clock) {
        this.groups = groups;
        this.instances = instances;
        this.policies = policies;
        this.samples = samples;
        this.activities = activities;
        this.clock = clock;
    }

    /** In the group's project. One transaction: the decision, its fact and its activity are one. */
    @Transactional
    void decide(String id, long epoch) {
        var locked = groups.lock(id, epoch)
                .filter(group -> group.status() != ResourceStatus.DELETING)
                .filter(group -> group.runs(Process.SCALE));
        if (locked.isEmpty()) {
            return;
        }
        var group = locked.get();
        var live = instances.live(id);
        var now = clock.instant();
        var opinions = opinions(group, epoch, live, now);
        if (!opinions.isEmpty()) {
            carryOut(group, Decision.of(opinions, bounds(group, live, now), now));
        }
    }

    /** Forgets policies that are gone. */
    void keepOnly(Set<String> policyIds) {
        memories.keepOnly(policyIds);
    }

    /** Of how many policies something is remembered. */
    int remembered() {
        return memories.size();
    }

    private List<Opinion> opinions(Frame group, long epoch, List<Live> live, Instant now) {
        var all = live.stream().map(Live::id).collect(Collectors.toSet());
        int inService = (int) live.stream().filter(Autoscaler::serves).count();
        var opinions = new ArrayList<Opinion>();
        for (var policy : policies.of(group.id())) {
            var reading =
                    samples.read(policy.metric(), group.project(), group.pool().orElse(""), all, inService);
            var evaluation = policy.evaluate(memories.of(policy.id(), epoch), reading, group.desired(), now);
            memories.keep(policy.id(), epoch, evaluation.window());
            opinions.add(evaluation.opinion());
        }
        return opinions;
    }

    /** What is said to have happened later than now, before the clock was set back, holds nothing up. */
    private static Bounds bounds(Frame group, List<Live> live, Instant now) {
        var warm = now.minus(group.warmup());
        int warming = (int) live.stream()
                .filter(Autoscaler::serves)
                .filter(row -> row.inServiceAt()
                        .filter(at -> at.isAfter(warm) && !at.isAfter(now))
                        .isPresent())
                .count();
        return new Bounds(
                group.min(),
                group.max(),
                group.desired(),
                group.scaledAt().filter(at -> !at.isAfter(now)).map(at -> at.plus(group.cooldown())),
                warming);
    }

    private static boolean serves(Live row) {
        return row.status() == InstanceStatus.IN_SERVICE;
    }

    private void carryOut(Frame group, Decision decision) {
        var deciding = decision.deciding();
        Double value = deciding.value().isPresent() ? deciding.value().getAsDouble() : null;
        if (decision.verdict() == Verdict.OUT || decision.verdict() == Verdict.IN) {
            groups.decided(new ScalingDecided(
                    group.id(),
                    group.name(),
                    group.desired(),
                    decision.desired(),
                    decision.verdict().name(),
                    deciding.policy(),
                    deciding.metric().name(),
                    value,
                    deciding.target(),
                    deciding.rule(),
                    decision.reason()));
            LOG.infof(
                    "scaling decided group=%s from=%d to=%d reason=\"%s\"",
                    group.id(), group.desired(), decision.desired(), decision.reason());
        }
        activities.note(
                group.project(),
                new Entry(
                        group.id(),
                        Entry.Kind.SCALING,
                        deciding.policy(),
                        deciding.metric().name(),
                        value,
                        deciding.target(),
                        deciding.rule(),
                        decision.verdict().name(),
                        decision.reason(),
                        group.desired(),
                        decision.desired(),
                        null));
    }
}
