package io.berth.scaler.fleet;

import static io.berth.scaler.fleet.InstanceStatus.CHECKING;
import static io.berth.scaler.fleet.InstanceStatus.DRAINING;
import static io.berth.scaler.fleet.InstanceStatus.IN_SERVICE;
import static io.berth.scaler.fleet.InstanceStatus.LAUNCHING;
import static io.berth.scaler.fleet.InstanceStatus.UNHEALTHY;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class GroupPlanTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration GRACE = Duration.ofSeconds(30);

    @Test
    void anEmptyGroupIsFilled() {
        assertThat(plan(wanted(3))).containsExactly(new Action.Launch(3, "below the desired number"));
    }

    @Test
    void aWrittenDownInstanceIsStartedAndCounts() {
        assertThat(plan(wanted(1), member("a", LAUNCHING))).containsExactly(new Action.Start("a"));
    }

    @Test
    void anInstanceThatIsBeingWorkedOnIsLeftAlone() {
        assertThat(plan(wanted(1), busy(member("a", LAUNCHING)))).isEmpty();
    }

    @Test
    void withAPoolTheBalancersWordIsNeeded() {
        var silent = member("a", CHECKING);
        assertThat(plan(pooled(1), silent)).containsExactly(new Action.AwaitHealthy("a", NOW.plus(GRACE)));
        assertThat(plan(pooled(1), heard(silent, Balancing.HEALTHY))).containsExactly(new Action.Serve("a"));
        assertThat(plan(wanted(1), silent)).containsExactly(new Action.Serve("a"));
    }

    @Test
    void aSilentBalancerIsWaitedForPastTheGrace() {
        var old = since(member("a", CHECKING), NOW.minusSeconds(600));

        assertThat(plan(pooled(1), old)).allMatch(Action.AwaitHealthy.class::isInstance);
    }

    @Test
    void whatNeverGetsHealthyIsTakenAwayAndCountsAsAFailedLaunch() {
        var old = since(heard(member("a", CHECKING), Balancing.UNHEALTHY), NOW.minus(GRACE));

        assertThat(plan(pooled(1), old))
                .containsExactly(
                        new Action.Drain(
                                "a", "not healthy within its grace: its pool's health check fails", false, true),
                        new Action.Launch(1, "below the desired number"));
    }

    @Test
    void aKilledContainerIsForgottenAndReplacedInTheSamePass() {
        var killed = since(seen(member("a", IN_SERVICE), Sight.EXITED), NOW.minusSeconds(60));

        assertThat(plan(wanted(2), killed, member("b", IN_SERVICE)))
                .containsExactly(
                        new Action.Forget("a", "its container exited", false),
                        new Action.Launch(1, "below the desired number"));
    }

    @Test
    void dyingRightAfterComingIntoServiceCountsAsAFailedLaunch() {
        var killed = seen(member("a", IN_SERVICE), Sight.EXITED);

        assertThat(plan(wanted(1), killed)).contains(new Action.Forget("a", "its container exited", true));
    }

    @Test
    void aHostThatDoesNotAnswerProvesNothing() {
        assertThat(plan(wanted(1), seen(member("a", IN_SERVICE), Sight.UNKNOWN)))
                .isEmpty();
    }

    @Test
    void anUnhealthyInstanceHasItsGraceThenIsReplacedBeforeItGoes() {
        var sick = heard(member("a", IN_SERVICE), Balancing.UNHEALTHY);
        assertThat(plan(pooled(1), sick)).containsExactly(new Action.Suspect("a", "its pool's health check fails"));

        var suspected = heard(member("a", UNHEALTHY), Balancing.UNHEALTHY);
        assertThat(plan(pooled(1), suspected)).containsExactly(new Action.AwaitHealthy("a", NOW.plus(GRACE)));

        var expired = since(suspected, NOW.minus(GRACE));
        assertThat(plan(pooled(1), expired)).containsExactly(new Action.Launch(1, "in place of those that leave"));

        var replacement = heard(member("b", IN_SERVICE), Balancing.HEALTHY);
        assertThat(plan(pooled(1), expired, replacement))
                .containsExactly(new Action.Drain(
                        "a", "replaced: unhealthy for too long, its pool's health check fails", false, false));
    }

    @Test
    void anUnhealthyInstanceThatRecoversServesAgain() {
        var recovered = heard(member("a", UNHEALTHY), Balancing.HEALTHY);

        assertThat(plan(pooled(1), recovered)).containsExactly(new Action.Serve("a"));
    }

    @Test
    void scaleInTakesUnprotectedOnesOfTheFullestZone() {
        var actions = plan(
                wanted(2),
                member("a", IN_SERVICE),
                guarded(member("b", IN_SERVICE)),
                zone(member("c", IN_SERVICE), "z2"));

        assertThat(actions).containsExactly(new Action.Drain("a", "above the desired number", true, false));
    }

    @Test
    void drainingEndsWithTheBalancersWordOrTheDeadline() {
        var draining = draining(member("a", DRAINING), NOW.plusSeconds(5));
        assertThat(plan(pooled(0), draining)).containsExactly(new Action.AwaitDrained("a", NOW.plusSeconds(5)));
        assertThat(plan(pooled(0), heard(draining, Balancing.DRAINED)))
                .containsExactly(new Action.Stop("a", "drained"));
        assertThat(plan(pooled(0), draining(draining, NOW)))
                .containsExactly(new Action.Stop("a", "drain deadline passed without the balancer's word"));
        assertThat(plan(wanted(0), draining)).containsExactly(new Action.Stop("a", "no pool to drain from"));
    }

    @Test
    void failedLaunchesAreWaitedForAndSuspendedOnesToo() {
        var later = NOW.plusSeconds(4);
        assertThat(GroupPlan.between(backedOff(2, later), List.of(), NOW))
                .containsExactly(new Action.AwaitLaunch(later, "waiting after a failed launch"));
        assertThat(GroupPlan.between(backedOff(2, later), List.of(), later)).hasSize(1);
    }

    @Test
    void aBackOffWrittenBeforeTheClockWasSetBackIsNotWaitedFor() {
        var anHourAhead = NOW.plus(Duration.ofHours(1));
        assertThat(GroupPlan.between(backedOff(2, anHourAhead), List.of(), NOW))
                .containsExactly(new Action.Launch(2, "below the desired number"));
    }

    @Test
    void aReplacementByRequestComesBeforeTheOldOneGoes() {
        var leaving = fate(member("a", IN_SERVICE), Fate.REPLACE);
        assertThat(plan(wanted(2), leaving, member("b", IN_SERVICE)))
                .containsExactly(new Action.Launch(1, "in place of those that leave"));
        assertThat(plan(wanted(2), leaving, member("b", IN_SERVICE), member("c", IN_SERVICE)))
                .containsExactly(new Action.Drain("a", "replaced: by request", false, false));
    }

    @Test
    void aDeletedGroupDrainsAllGuardedOrNot() {
        var deleted = new Wanted(2, true, false, GRACE, Instant.MIN, true, true, TerminationRule.OLDEST);

        assertThat(GroupPlan.between(deleted, List.of(guarded(member("a", IN_SERVICE)), member("b", LAUNCHING)), NOW))
                .containsExactly(
                        new Action.Drain("a", "the group is being deleted", true, false),
                        new Action.Drain("b", "the group is being deleted", true, false));
    }

    private static List<Action> plan(Wanted wanted, Member... members) {
        return GroupPlan.between(wanted, List.of(members), NOW);
    }

    private static Wanted wanted(int desired) {
        return new Wanted(desired, false, false, GRACE, Instant.MIN, true, true, TerminationRule.OLDEST);
    }

    private static Wanted pooled(int desired) {
        return new Wanted(desired, false, true, GRACE, Instant.MIN, true, true, TerminationRule.OLDEST);
    }

    private static Wanted backedOff(int desired, Instant until) {
        return new Wanted(desired, false, false, GRACE, until, true, true, TerminationRule.OLDEST);
    }

    private static Member member(String id, InstanceStatus status) {
        return new Member(
                id, status, Fate.KEEP, false, false, Sight.RUNNING, Balancing.SILENT, "z1", 1, 0, NOW, NOW, null);
    }

    private static Member busy(Member m) {
        return new Member(
                m.id(),
                m.status(),
                m.fate(),
                m.guarded(),
                true,
                m.sight(),
                m.balancing(),
                m.zone(),
                m.templateVersion(),
                m.inflight(),
                m.createdAt(),
                m.since(),
                m.drainDeadline());
    }

    private static Member guarded(Member m) {
        return new Member(
                m.id(),
                m.status(),
                m.fate(),
                true,
                m.busy(),
                m.sight(),
                m.balancing(),
                m.zone(),
                m.templateVersion(),
                m.inflight(),
                m.createdAt(),
                m.since(),
                m.drainDeadline());
    }

    private static Member fate(Member m, Fate fate) {
        return new Member(
                m.id(),
                m.status(),
                fate,
                m.guarded(),
                m.busy(),
                m.sight(),
                m.balancing(),
                m.zone(),
                m.templateVersion(),
                m.inflight(),
                m.createdAt(),
                m.since(),
                m.drainDeadline());
    }

    private static Member seen(Member m, Sight sight) {
        return new Member(
                m.id(),
                m.status(),
                m.fate(),
                m.guarded(),
                m.busy(),
                sight,
                m.balancing(),
                m.zone(),
                m.templateVersion(),
                m.inflight(),
                m.createdAt(),
                m.since(),
                m.drainDeadline());
    }

    private static Member heard(Member m, Balancing word) {
        return new Member(
                m.id(),
                m.status(),
                m.fate(),
                m.guarded(),
                m.busy(),
                m.sight(),
                word,
                m.zone(),
                m.templateVersion(),
                m.inflight(),
                m.createdAt(),
                m.since(),
                m.drainDeadline());
    }

    private static Member zone(Member m, String zone) {
        return new Member(
                m.id(),
                m.status(),
                m.fate(),
                m.guarded(),
                m.busy(),
                m.sight(),
                m.balancing(),
                zone,
                m.templateVersion(),
                m.inflight(),
                m.createdAt(),
                m.since(),
                m.drainDeadline());
    }

    private static Member since(Member m, Instant since) {
        return new Member(
                m.id(),
                m.status(),
                m.fate(),
                m.guarded(),
                m.busy(),
                m.sight(),
                m.balancing(),
                m.zone(),
                m.templateVersion(),
                m.inflight(),
                since,
                since,
                m.drainDeadline());
    }

    private static Member draining(Member m, Instant deadline) {
        return new Member(
                m.id(),
                m.status(),
                m.fate(),
                m.guarded(),
                m.busy(),
                m.sight(),
                m.balancing(),
                m.zone(),
                m.templateVersion(),
                m.inflight(),
                m.createdAt(),
                m.since(),
                deadline);
    }
}
