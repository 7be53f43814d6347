package io.berth.balancer.target;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.balancer.target.MemberPlan.Forget;
import io.berth.balancer.target.MemberPlan.Known;
import io.berth.balancer.target.MemberPlan.Leave;
import io.berth.balancer.target.MemberPlan.Member;
import io.berth.balancer.target.MemberPlan.Register;
import io.berth.balancer.target.MemberPlan.Rejoin;
import io.berth.balancer.target.MemberPlan.Reweigh;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemberPlanTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @Test
    void aNewMemberIsRegistered() {
        assertThat(MemberPlan.between(List.of(in(100)), List.of())).containsExactly(new Register(in(100)));
    }

    @Test
    void aMemberThatIsAsSaidNeedsNothing() {
        assertThat(MemberPlan.between(List.of(in(100)), List.of(known(false, null, false))))
                .isEmpty();
    }

    @Test
    void anotherWeightIsSet() {
        assertThat(MemberPlan.between(List.of(in(7)), List.of(known(false, null, false))))
                .containsExactly(new Reweigh("tgt_1", 7));
    }

    @Test
    void aDrainingMemberLeavesByItsDeadline() {
        assertThat(MemberPlan.between(List.of(draining(NOON)), List.of(known(false, null, false))))
                .containsExactly(new Leave("tgt_1", NOON));
    }

    @Test
    void anEarlierDeadlineCounts() {
        assertThat(MemberPlan.between(List.of(draining(NOON)), List.of(known(true, NOON, false))))
                .isEmpty();
        assertThat(MemberPlan.between(List.of(draining(NOON.minusSeconds(5))), List.of(known(true, NOON, false))))
                .containsExactly(new Leave("tgt_1", NOON.minusSeconds(5)));
    }

    @Test
    void aMemberThatIsWantedAgainComesBack() {
        assertThat(MemberPlan.between(List.of(in(100)), List.of(known(true, NOON, false))))
                .containsExactly(new Rejoin("tgt_1"));
    }

    @Test
    void aMemberThatVanishedIsForgottenOnce() {
        assertThat(MemberPlan.between(List.of(), List.of(known(false, null, false))))
                .containsExactly(new Forget("tgt_1"));
        assertThat(MemberPlan.between(List.of(), List.of(known(true, NOON, true))))
                .isEmpty();
    }

    @Test
    void aMemberThatMovedIsAnotherTarget() {
        var moved = new Member("i_1", "grp_1", "10.0.0.9", 80, 100, "a", true, null);

        assertThat(MemberPlan.between(List.of(moved), List.of(known(false, null, false))))
                .containsExactly(new Forget("tgt_1"));
        assertThat(MemberPlan.between(List.of(moved), List.of(known(true, NOON, true))))
                .isEmpty();
    }

    @Test
    void aMemberThatDrainsBeforeItWasKnownIsStillRegisteredSoThatItsGroupHearsOfIt() {
        assertThat(MemberPlan.between(List.of(draining(NOON)), List.of()))
                .containsExactly(new Register(draining(NOON)));
    }

    private static Member in(int weight) {
        return new Member("i_1", "grp_1", "10.0.0.1", 80, weight, "a", true, null);
    }

    private static Member draining(Instant deadline) {
        return new Member("i_1", "grp_1", "10.0.0.1", 80, 100, "a", false, deadline);
    }

    private static Known known(boolean leaving, Instant deadline, boolean forget) {
        return new Known("tgt_1", "i_1", "10.0.0.1", 80, 100, leaving, deadline, forget);
    }
}
