package io.berth.function.instance;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.function.instance.DispatchPlan.Demand;
import org.junit.jupiter.api.Test;

class DispatchPlanTest {
    @Test
    void eachRequestThatNobodyWillTakeGetsAnInstance() {
        assertThat(DispatchPlan.claims(new Demand(5, 0, 0, 0, 10))).isEqualTo(5);
    }

    @Test
    void whatIdleOrComingInstancesWillTakeNeedsNoOther() {
        assertThat(DispatchPlan.claims(new Demand(5, 2, 2, 4, 10))).isEqualTo(1);
        assertThat(DispatchPlan.claims(new Demand(2, 2, 0, 2, 10))).isZero();
        assertThat(DispatchPlan.claims(new Demand(1, 0, 3, 3, 10))).isZero();
    }

    @Test
    void aFunctionHasNoMoreInstancesThanItMay() {
        assertThat(DispatchPlan.claims(new Demand(50, 0, 0, 8, 10))).isEqualTo(2);
        assertThat(DispatchPlan.claims(new Demand(50, 0, 0, 12, 10))).isZero();
    }

    @Test
    void claimsThatNobodyWaitsForAreGivenUp() {
        assertThat(DispatchPlan.surplus(new Demand(0, 0, 3, 3, 10), 2)).isEqualTo(2);
        assertThat(DispatchPlan.surplus(new Demand(2, 0, 3, 3, 10), 2)).isEqualTo(1);
        assertThat(DispatchPlan.surplus(new Demand(9, 0, 3, 3, 10), 2)).isZero();
    }

    @Test
    void neverAreMoreOnTheirWayThanRequestsWait() {
        for (int waiting = 0; waiting < 8; waiting++) {
            for (int idle = 0; idle < 8; idle++) {
                for (int coming = 0; coming < 8; coming++) {
                    var claims = DispatchPlan.claims(new Demand(waiting, idle, coming, idle + coming, 6));
                    assertThat(claims).isNotNegative();
                    assertThat(claims == 0 || claims + coming <= waiting - idle).isTrue();
                    assertThat(claims == 0 || idle + coming + claims <= 6).isTrue();
                }
            }
        }
    }
}
