package io.berth.console.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StartTest {

    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
    private static final HistoryMark NOTHING_FORGOTTEN = new HistoryMark(0, Instant.EPOCH);
    private static final HistoryMark FORGOTTEN_TO_50 = new HistoryMark(50, NOON);

    @Test
    void withoutAWishOnlyNewFactsAreSent() {
        assertThat(Start.at(new Position.Now(), 0, 100, FORGOTTEN_TO_50)).isEqualTo(new Start(100, Optional.empty()));
    }

    @Test
    void aCursorGoesOnWhereItWas() {
        assertThat(Start.at(new Position.After(70), 0, 100, FORGOTTEN_TO_50))
                .isEqualTo(new Start(70, Optional.empty()));
    }

    @Test
    void aForgottenCursorIsAGap() {
        assertThat(Start.at(new Position.After(20), 0, 100, FORGOTTEN_TO_50))
                .isEqualTo(new Start(50, Optional.of(new Start.Gap(20L, 50, "FORGOTTEN"))));
    }

    @Test
    void theVeryBeginningIsWhateverIsStillKnown() {
        assertThat(Start.at(new Position.After(0), 0, 100, FORGOTTEN_TO_50)).isEqualTo(new Start(50, Optional.empty()));
    }

    @Test
    void aCursorFromALostHistoryIsAGapAndEverythingIsSentAgain() {
        assertThat(Start.at(new Position.After(5000), 0, 100, NOTHING_FORGOTTEN))
                .isEqualTo(new Start(0, Optional.of(new Start.Gap(5000L, 0, "RESTARTED"))));
    }

    @Test
    void aTimeThatIsOlderThanTheHistoryIsAGap() {
        var start = Start.at(new Position.Since(NOON.minusSeconds(1)), 50, 100, FORGOTTEN_TO_50);

        assertThat(start).isEqualTo(new Start(50, Optional.of(new Start.Gap(null, 50, "FORGOTTEN"))));
    }

    @Test
    void aTimeWithinTheHistoryIsNoGap() {
        var start = Start.at(new Position.Since(NOON.plusSeconds(1)), 60, 100, FORGOTTEN_TO_50);

        assertThat(start).isEqualTo(new Start(60, Optional.empty()));
    }

    @Test
    void aPositionIsACursorOrATimeAndNothingElse() {
        assertThat(Position.parse("17")).contains(new Position.After(17));
        assertThat(Position.parse("2026-01-31T13:00:00+01:00")).contains(new Position.Since(NOON));
        assertThat(Position.parse("2026-01-31T13:00:00 01:00")).contains(new Position.Since(NOON));
        assertThat(Position.parse("yesterday")).isEmpty();
        assertThat(Position.parse("-1")).isEmpty();
    }
}
