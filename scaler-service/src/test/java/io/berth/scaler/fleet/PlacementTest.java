package io.berth.scaler.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.scaler.fleet.Placement.Site;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlacementTest {
    private static final Site ONE = new Site("one", "a");
    private static final Site TWO = new Site("two", "a");
    private static final Site FAR = new Site("far", "b");

    @Test
    void theZoneWithTheFewestIsFilledFirstAndInItTheHostWithTheFewest() {
        assertThat(Placement.spread(List.of(ONE, TWO, FAR), List.of(ONE, ONE, TWO), 4))
                .containsExactly(FAR, FAR, FAR, TWO);
    }

    @Test
    void anEmptyGroupIsSpreadEvenlyOverZonesAndHosts() {
        assertThat(Placement.spread(List.of(ONE, TWO, FAR), List.of(), 4)).containsExactly(ONE, FAR, TWO, FAR);
    }

    @Test
    void whatStandsOnAHostThatIsLeftOutStillCountsForItsZone() {
        assertThat(Placement.spread(List.of(ONE, FAR), List.of(TWO, TWO), 2)).containsExactly(FAR, FAR);
    }

    @Test
    void withoutAHostThereIsNoPlace() {
        assertThat(Placement.spread(List.of(), List.of(ONE), 3)).isEmpty();
    }
}
