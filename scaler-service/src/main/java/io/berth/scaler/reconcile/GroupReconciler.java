package io.berth.scaler.reconcile;

import io.berth.engine.Concern;
import io.berth.engine.EngineChange;
import io.berth.engine.Outcome;
import io.berth.engine.Reconciler;
import io.berth.scaler.fleet.Action;
import io.berth.scaler.fleet.GroupPlan;
import io.berth.scaler.fleet.Wanted;
import io.berth.scaler.group.Frame;
import io.berth.scaler.group.GroupDesk;
import io.berth.scaler.group.GroupTouched;
import io.berth.scaler.group.Process;
import io.berth.scaler.lease.WriterLease;
import io.berth.web.ResourceStatus;
import io.berth.web.Tenant;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Makes a group's instances what is wanted: read, plan, act, record. */
@ApplicationScoped
class GroupReconciler implements Reconciler {
    /** After a step that changed something: the next one may follow from it. */
    private static final Duration SOON = Duration.ofMillis(50);

    /** While something is awaited that nobody need announce. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final GroupDesk groups;
    private final Survey survey;
    private final GroupActions actions;
    private final GroupSettlement settlement;
    private final EngineNews news;
    private final WriterLease lease;
    private final Tenant tenant;
    private final Clock clock;

    GroupReconciler(
            GroupDesk groups,
            Survey survey,
            GroupActions actions,
            GroupSettlement settlement,
            EngineNews news,
            WriterLease lease,
            Tenant tenant,
            Clock clock) {
        this.groups = groups;
        this.survey = survey;
        this.actions = actions;
        this.settlement = settlement;
        this.news = news;
        this.lease = lease;
        this.tenant = tenant;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return GroupTouched.KIND;
    }

    @Override
    public Collection<String> ids() {
        return tenant.call(Tenant.ROOT, groups::ids);
    }

    @Override
    public Outcome reconcile(String id) {
        var epoch = lease.epoch();
        if (epoch.isEmpty()) {
            return Outcome.waitFor(LOOK_AGAIN);
        }
        var project = tenant.call(Tenant.ROOT, () -> groups.find(id).map(Frame::project));
        return project.map(p -> tenant.call(p, () -> pass(id, epoch.getAsLong())))
                .orElse(Outcome.GONE);
    }

    @Override
    public Concern concernOf(EngineChange change) {
        return news.of(change);
    }

    private Outcome pass(String id, long epoch) {
        var found = groups.find(id);
        if (found.isEmpty()) {
            return Outcome.GONE;
        }
        var group = found.get();
        var pass = survey.of(group, epoch);
        var plan = GroupPlan.between(wanted(group), pass.members(), clock.instant());
        boolean changed = actions.carryOut(pass, plan);
        if (settlement.settle(group, epoch, plan)) {
            return Outcome.GONE;
        }
        return changed ? Outcome.waitFor(SOON) : again(pass, plan);
    }

    private static Wanted wanted(Frame group) {
        return new Wanted(
                group.desired(),
                group.status() == ResourceStatus.DELETING,
                group.pool().isPresent(),
                group.healthGrace(),
                group.launchNotBefore().orElse(Instant.MIN),
                group.runs(Process.LAUNCH),
                group.runs(Process.REPLACE),
                group.terminationRule());
    }

    /** Events and facts wake the group; this is for deadlines, and for what no event tells. */
    private Outcome again(Survey.Pass pass, List<Action> plan) {
        var now = clock.instant();
        var due = plan.stream()
                .map(GroupReconciler::until)
                .flatMap(Optional::stream)
                .min(Instant::compareTo);
        if (due.isPresent()) {
            var left = Duration.between(now, due.get());
            return Outcome.waitFor(left.isPositive() && left.compareTo(LOOK_AGAIN) < 0 ? left : LOOK_AGAIN);
        }
        return pass.working() ? Outcome.waitFor(LOOK_AGAIN) : Outcome.NOOP;
    }

    private static Optional<Instant> until(Action action) {
        return switch (action) {
            case Action.AwaitHealthy a -> Optional.of(a.until());
            case Action.AwaitDrained a -> Optional.of(a.until());
            case Action.AwaitLaunch a -> Optional.of(a.until()).filter(until -> until.isBefore(Instant.MAX));
            case Action.Launch a -> Optional.of(Instant.MIN);
            case Action.Start a -> Optional.empty();
            case Action.Serve a -> Optional.empty();
            case Action.Suspect a -> Optional.empty();
            case Action.Drain a -> Optional.empty();
            case Action.Stop a -> Optional.empty();
            case Action.Forget a -> Optional.empty();
        };
    }
}
