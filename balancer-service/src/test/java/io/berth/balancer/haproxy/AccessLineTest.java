package io.berth.balancer.haproxy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AccessLineTest {
    @Test
    void aLineTellsWhoAnsweredWhatAndHowSoon() {
        assertThat(AccessLine.parse("lis_1 pool_1 tgt_1 200 43"))
                .contains(new AccessLine("lis_1", "pool_1", "tgt_1", 200, 43));
    }

    @Test
    void aLineThatWasCutIsNone() {
        assertThat(AccessLine.parse("lis_1 pool_1 tgt")).isEmpty();
        assertThat(AccessLine.parse("lis_1 pool_1 tgt_1 200 4x")).isEmpty();
        assertThat(AccessLine.parse("<5>lis_1 stopped and more words here")).isEmpty();
    }
}
