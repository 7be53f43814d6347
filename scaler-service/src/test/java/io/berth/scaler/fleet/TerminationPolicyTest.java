package io.berth.scaler.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TerminationPolicyTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void theFullestZoneGivesFirst() {
        var members = List.of(member("a", "z1", 3, 1, 0), member("b", "z2", 2, 1, 0), member("c", "z2", 1, 1, 0));

        assertThat(ids(TerminationRule.OLDEST, members, 2)).containsExactly("b", "a");
    }

    @Test
    void thenTheRuleDecidesThenTheLeastInFlight() {
        var members =
                List.of(member("old", "z1", 9, 2, 5), member("young", "z1", 1, 1, 7), member("idle", "z1", 5, 2, 0));

        assertThat(ids(TerminationRule.OLDEST, members, 1)).containsExactly("old");
        assertThat(ids(TerminationRule.NEWEST, members, 1)).containsExactly("young");
        assertThat(ids(TerminationRule.LEAST_LOADED, members, 1)).containsExactly("idle");
        assertThat(ids(TerminationRule.OLDEST_TEMPLATE, members, 1)).containsExactly("young");
    }

    @Test
    void guardedOnesStayEvenIfTooManyAreLeft() {
        var guarded = new Member(
                "g",
                InstanceStatus.IN_SERVICE,
                Fate.KEEP,
                true,
                false,
                Sight.RUNNING,
                Balancing.SILENT,
                "z1",
                1,
                0,
                NOW,
                NOW,
                null);

        assertThat(ids(TerminationRule.OLDEST, List.of(guarded), 1)).isEmpty();
    }

    private static List<String> ids(TerminationRule rule, List<Member> members, int count) {
        return new TerminationPolicy(rule, member -> true)
                .choose(members, count).stream().map(Member::id).toList();
    }

    private static Member member(String id, String zone, int age, int template, int inflight) {
        return new Member(
                id,
                InstanceStatus.IN_SERVICE,
                Fate.KEEP,
                false,
                false,
                Sight.RUNNING,
                Balancing.SILENT,
                zone,
                template,
                inflight,
                NOW.minusSeconds(age),
                NOW,
                null);
    }
}
