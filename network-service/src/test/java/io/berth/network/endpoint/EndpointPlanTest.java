package io.berth.network.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.network.endpoint.EndpointPlan.Actual;
import io.berth.network.endpoint.EndpointPlan.Attach;
import io.berth.network.endpoint.EndpointPlan.Await;
import io.berth.network.endpoint.EndpointPlan.Detach;
import io.berth.network.endpoint.EndpointPlan.Fail;
import io.berth.network.endpoint.EndpointPlan.Network;
import io.berth.network.endpoint.EndpointPlan.Nothing;
import io.berth.network.endpoint.EndpointPlan.RecordAttached;
import io.berth.network.endpoint.EndpointPlan.RecordDetached;
import io.berth.network.endpoint.EndpointPlan.Wanted;
import org.junit.jupiter.api.Test;

class EndpointPlanTest {
    private static final Wanted WANTED = new Wanted(false, false);
    private static final Wanted FAILED = new Wanted(false, true);
    private static final Wanted DELETING = new Wanted(true, false);
    private static final Actual OFF = new Actual(Network.THERE, true, false, "");
    private static final Actual ON = new Actual(Network.THERE, true, true, "10.200.0.5");
    private static final Actual NO_CONTAINER = new Actual(Network.THERE, false, false, "");

    @Test
    void aContainerThatIsOffIsAttached() {
        assertThat(EndpointPlan.between(WANTED, OFF)).isEqualTo(new Attach());
    }

    @Test
    void anAttachmentThatWasNeverRecordedIsAdopted() {
        assertThat(EndpointPlan.between(WANTED, ON)).isEqualTo(new RecordAttached("10.200.0.5"));
    }

    @Test
    void aNetworkThatIsNotReadyIsWaitedFor() {
        assertThat(EndpointPlan.between(WANTED, new Actual(Network.COMING, true, false, "")))
                .isEqualTo(new Await());
    }

    @Test
    void anEndpointOnANetworkThatFailedFails() {
        assertThat(EndpointPlan.between(WANTED, new Actual(Network.FAILED, true, false, "")))
                .isEqualTo(new Fail("the network failed"));
    }

    @Test
    void anEndpointWhoseContainerIsGoneFailsOnce() {
        assertThat(EndpointPlan.between(WANTED, NO_CONTAINER)).isEqualTo(new Fail("the container is gone"));
        assertThat(EndpointPlan.between(FAILED, NO_CONTAINER)).isEqualTo(new Nothing());
    }

    @Test
    void aRefusedEndpointIsNotTriedForEver() {
        assertThat(EndpointPlan.between(FAILED, OFF)).isEqualTo(new Nothing());
    }

    @Test
    void aDeletedEndpointIsDetachedThenForgotten() {
        assertThat(EndpointPlan.between(DELETING, ON)).isEqualTo(new Detach());
        assertThat(EndpointPlan.between(DELETING, OFF)).isEqualTo(new RecordDetached());
        assertThat(EndpointPlan.between(DELETING, NO_CONTAINER)).isEqualTo(new RecordDetached());
    }
}
