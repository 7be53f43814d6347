package io.berth.scaler.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.test.Chance;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Plans over made-up states, however unlikely. */
class GroupPlanPropertyTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration GRACE = Duration.ofSeconds(30);

    @Test
    void noInstanceGetsTwoOrdersAtOnce() {
        Chance.tries(chance -> {
            var members = group(chance);
            int desired = chance.between(0, 8);
            var orders = GroupPlan.between(wanted(desired), members, NOW).stream()
                    .map(GroupPlanPropertyTest::subject)
                    .filter(id -> !id.isEmpty())
                    .toList();

            assertThat(orders).doesNotHaveDuplicates();
        });
    }

    @Test
    void nothingIsLaunchedAndDrainedForSizeInOnePass() {
        Chance.tries(chance -> {
            var members = group(chance);
            int desired = chance.between(0, 8);
            var actions = GroupPlan.between(wanted(desired), members, NOW);

            boolean launches = actions.stream().anyMatch(Action.Launch.class::isInstance);
            boolean shrinks = actions.stream()
                    .anyMatch(action -> action instanceof Action.Drain drain
                            && drain.reason().equals("above the desired number"));
            assertThat(launches && shrinks).isFalse();
        });
    }

    @Test
    void replacementNeverTakesServiceBelowWhatIsWanted() {
        Chance.tries(chance -> {
            var members = group(chance);
            int desired = chance.between(0, 8);
            var kept = members.stream().filter(m -> m.fate() != Fate.REMOVE).toList();
            long before = serving(kept);
            var plan = GroupPlan.between(wanted(desired), kept, NOW);
            var drained = plan.stream()
                    .filter(Action.Drain.class::isInstance)
                    .map(GroupPlanPropertyTest::subject)
                    .toList();
            long added = plan.stream().filter(Action.Serve.class::isInstance).count();
            long after = added
                    + serving(
                            kept.stream().filter(m -> !drained.contains(m.id())).toList());

            assertThat(after).isGreaterThanOrEqualTo(Math.min(before, desired));
        });
    }

    @Test
    void theSurgeIsBounded() {
        Chance.tries(chance -> {
            var members = group(chance);
            int desired = chance.between(0, 8);
            var wanted = wanted(desired);
            long alive = members.stream()
                    .filter(m -> m.status() != InstanceStatus.DRAINING && m.fate() != Fate.REMOVE)
                    .filter(m -> !m.sight().dead() || m.status() == InstanceStatus.LAUNCHING)
                    .count();
            int launched = GroupPlan.between(wanted, members, NOW).stream()
                    .mapToInt(action -> action instanceof Action.Launch launch ? launch.count() : 0)
                    .sum();

            assertThat(launched).isLessThanOrEqualTo((int) Math.max(0, wanted.surgeLimit() - alive + failing(members)));
        });
    }

    @Test
    void aGroupThatIsAllowedToWorkEndsAsWantedAndThenRests() {
        Chance.tries(chance -> {
            var members = group(chance);
            int desired = chance.between(0, 8);
            var world = new World(members);
            var wanted = wanted(desired);
            var now = NOW;
            for (int pass = 0; pass < 200; pass++) {
                var actions = GroupPlan.between(wanted, world.members, now);
                world.carryOut(actions, now);
                now = now.plusSeconds(1);
            }
            assertThat(GroupPlan.between(wanted, world.members, now)).isEmpty();
            assertThat(serving(world.members)).isEqualTo(Math.max(desired, world.guarded()));
        });
    }

    /** An engine and a balancer that do what they are told at once, and where everything gets healthy. */
    private static final class World {
        private List<Member> members;
        private int launched;

        World(List<Member> members) {
            this.members = new ArrayList<>(members);
        }

        long guarded() {
            return members.stream().filter(Member::guarded).count();
        }

        void carryOut(List<Action> actions, Instant now) {
            for (var action : actions) {
                switch (action) {
                    case Action.Launch launch -> launch(launch.count(), now);
                    case Action.Start start ->
                        change(start.instance(), m -> with(m, InstanceStatus.CHECKING, Sight.RUNNING, now));
                    case Action.Serve serve ->
                        change(serve.instance(), m -> with(m, InstanceStatus.IN_SERVICE, m.sight(), now));
                    case Action.Suspect suspect ->
                        change(suspect.instance(), m -> with(m, InstanceStatus.UNHEALTHY, m.sight(), now));
                    case Action.Drain drain ->
                        change(drain.instance(), m -> with(m, InstanceStatus.DRAINING, m.sight(), now));
                    case Action.Forget forget ->
                        change(forget.instance(), m -> with(m, InstanceStatus.DRAINING, m.sight(), now));
                    case Action.Stop stop -> members.removeIf(m -> m.id().equals(stop.instance()));
                    case Action.AwaitHealthy a -> {}
                    case Action.AwaitDrained a -> {}
                    case Action.AwaitLaunch a -> {}
                }
            }
        }

        private void launch(int count, Instant now) {
            for (int i = 0; i < count; i++) {
                members.add(new Member(
                        "new" + launched++,
                        InstanceStatus.LAUNCHING,
                        Fate.KEEP,
                        false,
                        false,
                        Sight.ABSENT,
                        Balancing.SILENT,
                        "z1",
                        1,
                        0,
                        now,
                        now,
                        null));
            }
        }

        private void change(String id, java.util.function.UnaryOperator<Member> change) {
            members.replaceAll(m -> m.id().equals(id) ? change.apply(m) : m);
        }

        private static Member with(Member m, InstanceStatus status, Sight sight, Instant now) {
            var word = status == InstanceStatus.DRAINING ? Balancing.DRAINED : m.balancing();
            return new Member(
                    m.id(),
                    status,
                    m.fate(),
                    m.guarded(),
                    false,
                    sight,
                    word,
                    m.zone(),
                    m.templateVersion(),
                    m.inflight(),
                    m.createdAt(),
                    now,
                    now);
        }
    }

    private static Wanted wanted(int desired) {
        return new Wanted(desired, false, false, GRACE, Instant.MIN, true, true, TerminationRule.OLDEST);
    }

    private static long serving(List<Member> members) {
        return members.stream()
                .filter(m -> m.status() == InstanceStatus.IN_SERVICE && m.sight() == Sight.RUNNING)
                .count();
    }

    /** Those that this very plan gives up. */
    private static long failing(List<Member> members) {
        return members.stream()
                .filter(m -> m.status() == InstanceStatus.CHECKING)
                .filter(m -> !m.since().plus(GRACE).isAfter(NOW))
                .count();
    }

    private static String subject(Action action) {
        return switch (action) {
            case Action.Launch a -> "";
            case Action.AwaitLaunch a -> "";
            case Action.Start a -> a.instance();
            case Action.AwaitHealthy a -> a.instance();
            case Action.Serve a -> a.instance();
            case Action.Suspect a -> a.instance();
            case Action.Drain a -> a.instance();
            case Action.AwaitDrained a -> a.instance();
            case Action.Stop a -> a.instance();
            case Action.Forget a -> a.instance();
        };
    }

    private static List<Member> group(Chance chance) {
        return numbered(chance.list(10, () -> member(chance)));
    }

    private static List<Member> numbered(List<Member> members) {
        var numbered = new ArrayList<Member>();
        for (var m : members) {
            numbered.add(new Member(
                    "i" + numbered.size(),
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
                    m.drainDeadline()));
        }
        return numbered;
    }

    private static Member member(Chance chance) {
        var status = chance.of(
                InstanceStatus.LAUNCHING,
                InstanceStatus.CHECKING,
                InstanceStatus.IN_SERVICE,
                InstanceStatus.IN_SERVICE,
                InstanceStatus.UNHEALTHY,
                InstanceStatus.DRAINING);
        var since = NOW.minusSeconds(chance.between(0, 120));
        return new Member(
                "",
                status,
                chance.of(Fate.KEEP, Fate.KEEP, Fate.KEEP, Fate.REPLACE, Fate.REMOVE),
                false,
                false,
                chance.of(Sight.RUNNING, Sight.RUNNING, Sight.UNHEALTHY, Sight.EXITED, Sight.ABSENT),
                Balancing.SILENT,
                chance.of("z1", "z2"),
                1,
                0,
                since,
                since,
                NOW);
    }
}
