package io.berth.balancer.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.balancer.proxy.TargetBoard.Shown;
import io.berth.balancer.target.TargetPolicy.Seen;
import io.berth.balancer.target.TargetPolicy.Sight;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TargetBoardTest {
    private static final Shown UP = new Shown("pool_1", new Seen(Sight.UP, ""));
    private static final Shown BLUE = new Shown("pool_2", Seen.LEFT_BEHIND);

    private final TargetBoard board = new TargetBoard();

    @Test
    void poolsOfTargetsThatComeChangeOrGoAreTold() {
        assertThat(board.update("bal_1", Map.of("tgt_1", UP, "tgt_2", BLUE))).containsOnly("pool_1", "pool_2");
        assertThat(board.update("bal_1", Map.of("tgt_1", UP, "tgt_2", BLUE))).isEmpty();
        assertThat(board.update("bal_1", Map.of("tgt_1", UP))).containsOnly("pool_2");
    }

    @Test
    void aBalancerThatWasNotLookedAtIsNoBalancerWithoutTheTarget() {
        board.update("bal_1", Map.of("tgt_1", UP));

        assertThat(board.seen(List.of("bal_1", "bal_2"), "tgt_1")).containsExactly(UP.seen(), Seen.UNSEEN);
        assertThat(board.seen(List.of("bal_1"), "tgt_9")).containsExactly(Seen.ABSENT);
    }
}
