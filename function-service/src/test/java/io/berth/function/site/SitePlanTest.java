package io.berth.function.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.function.site.SitePlan.Await;
import io.berth.function.site.SitePlan.Close;
import io.berth.function.site.SitePlan.CloseNetwork;
import io.berth.function.site.SitePlan.CloseSite;
import io.berth.function.site.SitePlan.CreateNetwork;
import io.berth.function.site.SitePlan.Deploy;
import io.berth.function.site.SitePlan.Join;
import io.berth.function.site.SitePlan.OpenSite;
import io.berth.function.site.SitePlan.RemoveNetwork;
import io.berth.function.site.SitePlan.Row;
import io.berth.function.site.SitePlan.Seen;
import java.util.List;
import org.junit.jupiter.api.Test;

class SitePlanTest {
    private static final Row NEW = new Row("fn_1", true, false, 1);
    private static final Row READY = new Row("fn_1", false, false, 1);
    private static final Row LEAVING = new Row("fn_2", false, true, 1);

    @Test
    void theFirstFunctionOfAProjectNeedsItsNetwork() {
        assertThat(SitePlan.between(List.of(NEW), new Seen(false, false, false, 0)))
                .containsExactly(
                        new CreateNetwork(), new Join(), new CloseNetwork(), new OpenSite(), new Deploy("fn_1", 1));
    }

    @Test
    void aServiceThatWasReplacedJoinsAgain() {
        assertThat(SitePlan.between(List.of(READY), new Seen(true, false, true, 3)))
                .containsExactly(new Join(), new OpenSite());
    }

    @Test
    void noInstanceStartsBeforeItsNetworkIsClosed() {
        assertThat(SitePlan.between(List.of(READY), new Seen(true, true, false, 0)))
                .containsExactly(new CloseNetwork(), new OpenSite());
    }

    @Test
    void oneFunctionLeavesAndTheOthersStay() {
        assertThat(SitePlan.between(List.of(READY, LEAVING), new Seen(true, true, true, 3)))
                .containsExactly(new Close("fn_2"), new OpenSite());
    }

    @Test
    void theNetworkGoesWithTheLastInstance() {
        assertThat(SitePlan.between(List.of(LEAVING), new Seen(true, true, true, 1)))
                .containsExactly(new Close("fn_2"), new CloseSite(), new Await());
        assertThat(SitePlan.between(List.of(), new Seen(true, true, true, 0)))
                .containsExactly(new CloseSite(), new RemoveNetwork());
        assertThat(SitePlan.between(List.of(), new Seen(false, false, false, 0)))
                .containsExactly(new CloseSite());
    }
}
