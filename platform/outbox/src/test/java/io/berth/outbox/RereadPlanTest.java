package io.berth.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.outbox.Positions.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RereadPlanTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void anUnknownPartitionIsReadFromItsBeginning() {
        assertThat(plan(Optional.empty(), "t1", true, true).position().next()).isZero();
    }

    @Test
    void aKnownPartitionIsReadOn() {
        assertThat(plan(at("t1", 42, NOW), "t1", true, false).position().next()).isEqualTo(42);
    }

    @Test
    void aTopicThatEndsBeforeThePositionIsReadFromItsBeginning() {
        assertThat(plan(at("t1", 101, NOW), "t1", false, false).position().next())
                .isZero();
        assertThat(plan(at("t1", 100, NOW), "t1", false, false).position().next())
                .isEqualTo(100);
    }

    @Test
    void whatIsNotMetAgainAfterTheTopicWentBackIsSweptOnceItsOwnerHadTime() {
        var known = at("t1", 142, NOW).orElseThrow();
        var back = RereadPlan.back(known, 100, NOW);

        assertThat(back.next()).isZero();
        assertThat(back.epoch()).isGreaterThan(known.epoch());
        assertThat(back.sweepDue(100, NOW)).isFalse();
        assertThat(back.sweepDue(100, NOW.plus(RereadPlan.REPUBLISHING))).isTrue();
    }

    @Test
    void aTopicMadeAnewIsReadFromItsBeginningAndSweptLater() {
        var plan = plan(at("t1", 42, NOW), "t2", true, false);

        assertThat(plan.position().next()).isZero();
        assertThat(plan.position().sweepDue(100, NOW)).isFalse();
        assertThat(plan.position().sweepDue(100, NOW.plus(RereadPlan.REPUBLISHING)))
                .isTrue();
        assertThat(plan.position().sweepDue(99, NOW.plus(RereadPlan.REPUBLISHING)))
                .isFalse();
    }

    @Test
    void aProjectionThatSleptLongerThanTombstonesLiveIsReadAgainAndSweptAtItsEnd() {
        var plan = plan(at("t1", 42, NOW.minus(Duration.ofDays(2))), "t1", true, false);

        assertThat(plan.reread()).isTrue();
        assertThat(plan.position().epoch()).isEqualTo(1);
        assertThat(plan.position().sweepDue(100, NOW)).isTrue();
    }

    @Test
    void aLostProjectionIsReadAgain() {
        assertThat(plan(at("t1", 42, NOW), "t1", true, true).reread()).isTrue();
    }

    @Test
    void ordinaryFactsAreNotReadAgainForBeingOld() {
        assertThat(plan(at("t1", 42, NOW.minus(Duration.ofDays(2))), "t1", false, true)
                        .reread())
                .isFalse();
    }

    private static Optional<Position> at(String incarnation, long next, Instant at) {
        return Optional.of(new Position(incarnation, next, Continuity.UNKNOWN, 0, null, null, at));
    }

    private static RereadPlan plan(Optional<Position> known, String incarnation, boolean projected, boolean empty) {
        return RereadPlan.of(known, incarnation, 100, projected, () -> empty, NOW);
    }
}
