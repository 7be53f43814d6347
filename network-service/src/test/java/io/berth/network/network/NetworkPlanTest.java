package io.berth.network.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.network.network.NetworkPlan.Actual;
import io.berth.network.network.NetworkPlan.AwaitFree;
import io.berth.network.network.NetworkPlan.Create;
import io.berth.network.network.NetworkPlan.RecordFound;
import io.berth.network.network.NetworkPlan.RecordGone;
import io.berth.network.network.NetworkPlan.Remove;
import io.berth.network.network.NetworkPlan.Wanted;
import java.util.List;
import org.junit.jupiter.api.Test;

class NetworkPlanTest {
    private static final Wanted WANTED = new Wanted(false, false);
    private static final Wanted DELETING = new Wanted(true, false);

    @Test
    void aMissingNetworkIsCreated() {
        assertThat(NetworkPlan.between(WANTED, List.of())).containsExactly(new Create());
    }

    @Test
    void aNetworkWhoseCreationWasNeverRecordedIsAdopted() {
        assertThat(NetworkPlan.between(WANTED, List.of(new Actual("e1", 0)))).containsExactly(new RecordFound("e1"));
    }

    @Test
    void ofTwoDoublesTheOneInUseStays() {
        var doubles = List.of(new Actual("e1", 0), new Actual("e2", 3));

        assertThat(NetworkPlan.between(WANTED, doubles)).containsExactly(new Remove("e1"), new RecordFound("e2"));
    }

    @Test
    void theChoiceBetweenEqualDoublesDoesNotDependOnTheirOrder() {
        var one = NetworkPlan.between(WANTED, List.of(new Actual("e1", 0), new Actual("e2", 0)));
        var other = NetworkPlan.between(WANTED, List.of(new Actual("e2", 0), new Actual("e1", 0)));

        assertThat(one).isEqualTo(other).contains(new RecordFound("e1"));
    }

    @Test
    void aDoubleThatIsAlsoInUseIsLeftForALaterPass() {
        var doubles = List.of(new Actual("e1", 1), new Actual("e2", 3));

        assertThat(NetworkPlan.between(WANTED, doubles)).containsExactly(new RecordFound("e2"));
    }

    @Test
    void aFailedNetworkIsNotTriedForEver() {
        assertThat(NetworkPlan.between(new Wanted(false, true), List.of())).isEmpty();
    }

    @Test
    void aDeletedNetworkIsRemovedWithAllItsDoublesAndForgotten() {
        var doubles = List.of(new Actual("e1", 0), new Actual("e2", 0));

        assertThat(NetworkPlan.between(DELETING, doubles))
                .containsExactly(new Remove("e1"), new Remove("e2"), new RecordGone());
    }

    @Test
    void aDeletedNetworkThatIsGoneAlreadyIsForgotten() {
        assertThat(NetworkPlan.between(DELETING, List.of())).containsExactly(new RecordGone());
    }

    @Test
    void aDeletedNetworkWaitsForWhoeverJoinedSince() {
        assertThat(NetworkPlan.between(DELETING, List.of(new Actual("e1", 1)))).containsExactly(new AwaitFree());
    }
}
