package io.berth.scaler.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What to do so that a group's instances match what is wanted. Pure: the same arguments give the same plan, and a plan that
 * has been carried out gives an empty one (waits aside).
 */
public final class GroupPlan {
    /** Whoever dies sooner after coming into service than this has failed to launch: a crash loop is slowed down. */
    public static final Duration SETTLED = Duration.ofSeconds(10);

    private final Wanted wanted;
    private final Instant now;
    private final List<Action> actions = new ArrayList<>();

    /** Instances that count towards the wanted number. */
    private final List<Member> staying = new ArrayList<>();

    /** Instances that go when others have taken their place. */
    private final List<Member> leaving = new ArrayList<>();

    /** Of those, the ones that are in service once this plan has been carried out. */
    private final Set<String> serving = new HashSet<>();

    private GroupPlan(Wanted wanted, Instant now) {
        this.wanted = wanted;
        this.now = now;
    }

    public static List<Action> between(Wanted wanted, List<Member> actual, Instant now) {
        var plan = new GroupPlan(wanted, now);
        actual.forEach(plan::look);
        plan.launch();
        plan.shrink();
        plan.replace();
        return List.copyOf(plan.actions);
    }

    private void look(Member member) {
        switch (member.status()) {
            case LAUNCHING -> launching(member);
            case CHECKING -> checking(member);
            case IN_SERVICE -> inService(member);
            case UNHEALTHY -> unhealthy(member);
            case DRAINING -> draining(member);
            case TERMINATED -> {}
        }
    }

    private void launching(Member member) {
        if (sentAway(member)) {
            return;
        }
        if (!member.busy() && wanted.launching()) {
            actions.add(new Action.Start(member.id()));
        }
        place(member);
    }

    private void checking(Member member) {
        if (sentAway(member) || died(member, true)) {
            return;
        }
        var until = member.since().plus(wanted.healthGrace());
        if (healthy(member)) {
            actions.add(new Action.Serve(member.id()));
            serving.add(member.id());
        } else if (failing(member) && !now.isBefore(until)) {
            var reason = "not healthy within its grace: " + ailment(member);
            actions.add(new Action.Drain(member.id(), reason, false, true));
            return;
        } else {
            actions.add(new Action.AwaitHealthy(member.id(), until));
        }
        place(member);
    }

    private void inService(Member member) {
        if (sentAway(member) || died(member, now.isBefore(member.since().plus(SETTLED)))) {
            return;
        }
        if (sick(member)) {
            actions.add(new Action.Suspect(member.id(), ailment(member)));
        } else {
            serving.add(member.id());
        }
        place(member);
    }

    private void unhealthy(Member member) {
        if (sentAway(member) || died(member, false)) {
            return;
        }
        var until = member.since().plus(wanted.healthGrace());
        if (healthy(member)) {
            actions.add(new Action.Serve(member.id()));
            serving.add(member.id());
        } else if (now.isBefore(until) || !wanted.replacing()) {
            actions.add(new Action.AwaitHealthy(member.id(), until));
        } else {
            leaving.add(member);
            return;
        }
        place(member);
    }

    private void draining(Member member) {
        if (member.busy()) {
            return;
        }
        if (member.sight().dead()) {
            actions.add(new Action.Stop(member.id(), "its container ended"));
        } else if (!wanted.pooled() || member.balancing() == Balancing.REJECTED) {
            actions.add(new Action.Stop(member.id(), "no pool to drain from"));
        } else if (member.balancing() == Balancing.DRAINED) {
            actions.add(new Action.Stop(member.id(), "drained"));
        } else if (!now.isBefore(member.drainDeadline())) {
            actions.add(new Action.Stop(member.id(), "drain deadline passed without the balancer's word"));
        } else {
            actions.add(new Action.AwaitDrained(member.id(), member.drainDeadline()));
        }
    }

    /** A deleted group's instances and those a user removed go now, whatever state they are in. */
    private boolean sentAway(Member member) {
        if (!wanted.deleting() && member.fate() != Fate.REMOVE) {
            return false;
        }
        if (!member.busy()) {
            var reason = wanted.deleting() ? "the group is being deleted" : "removed by request";
            actions.add(new Action.Drain(member.id(), reason, true, false));
        }
        return true;
    }

    private boolean died(Member member, boolean failed) {
        if (member.busy() || !member.sight().dead()) {
            return false;
        }
        var reason = member.sight() == Sight.ABSENT ? "its container is gone" : "its container exited";
        actions.add(new Action.Forget(member.id(), reason, failed));
        return true;
    }

    private void place(Member member) {
        (member.fate() == Fate.REPLACE ? leaving : staying).add(member);
    }

    private void launch() {
        int missing = wanted.count() - staying.size();
        int room = wanted.surgeLimit() - staying.size() - leaving.size();
        int count = Math.min(missing, room);
        if (count <= 0) {
            return;
        }
        if (!wanted.launching()) {
            actions.add(new Action.AwaitLaunch(Instant.MAX, "launching is suspended"));
        } else if (backingOff()) {
            actions.add(new Action.AwaitLaunch(wanted.launchNotBefore(), "waiting after a failed launch"));
        } else {
            var reason = leaving.isEmpty() ? "below the desired number" : "in place of those that leave";
            actions.add(new Action.Launch(count, reason));
        }
    }

    /** An end that is further away than any back-off was written before the clock was set back. */
    private boolean backingOff() {
        var end = wanted.launchNotBefore();
        return now.isBefore(end) && !end.isAfter(now.plus(LaunchBackoff.LONGEST));
    }

    private void shrink() {
        int surplus = staying.size() - wanted.count();
        for (var victim : new TerminationPolicy(wanted.rule(), this::serves).choose(staying, surplus)) {
            drain(victim, "above the desired number", true);
            staying.remove(victim);
        }
    }

    /** One may leave for each that serves in its place; the useless leave first. */
    private void replace() {
        long inPlace = staying.stream().filter(this::serves).count();
        long spare = inPlace + leaving.size() - wanted.count();
        leaving.stream()
                .sorted(Comparator.comparing(this::serves).thenComparing(Member::createdAt))
                .limit(Math.max(0, spare))
                .forEach(member -> drain(member, "replaced: " + why(member), false));
    }

    private void drain(Member member, String reason, boolean unwanted) {
        if (!member.busy()) {
            actions.removeIf(action -> concerns(action, member));
            actions.add(new Action.Drain(member.id(), reason, unwanted, false));
        }
    }

    private static boolean concerns(Action action, Member member) {
        return switch (action) {
            case Action.Start a -> a.instance().equals(member.id());
            case Action.AwaitHealthy a -> a.instance().equals(member.id());
            case Action.Serve a -> a.instance().equals(member.id());
            case Action.Suspect a -> a.instance().equals(member.id());
            case Action.Launch a -> false;
            case Action.Drain a -> false;
            case Action.AwaitDrained a -> false;
            case Action.Stop a -> false;
            case Action.Forget a -> false;
            case Action.AwaitLaunch a -> false;
        };
    }

    private boolean serves(Member member) {
        return serving.contains(member.id());
    }

    private boolean healthy(Member member) {
        return member.sight() == Sight.RUNNING && (!wanted.pooled() || member.balancing() == Balancing.HEALTHY);
    }

    private boolean sick(Member member) {
        return member.sight() == Sight.UNHEALTHY || wanted.pooled() && member.balancing() == Balancing.UNHEALTHY;
    }

    /** The container or the balancer says so; a silent balancer is waited for. */
    private boolean failing(Member member) {
        return sick(member) || member.sight() == Sight.STARTING || member.sight() == Sight.CREATED;
    }

    private String why(Member member) {
        return member.fate() == Fate.REPLACE ? "by request" : "unhealthy for too long, " + ailment(member);
    }

    private static String ailment(Member member) {
        return switch (member.sight()) {
            case UNHEALTHY -> "its own health check fails";
            case STARTING, CREATED -> "it is still starting";
            default -> "its pool's health check fails";
        };
    }
}
