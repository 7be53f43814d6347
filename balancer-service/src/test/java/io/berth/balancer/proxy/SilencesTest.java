package io.berth.balancer.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.balancer.proxy.ProxyPlan.Process;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class SilencesTest {
    private final Moving clock = new Moving();
    private final Silences silences = new Silences(Duration.ofSeconds(15), clock);

    @Test
    void oneUnansweredCallIsNoCrash() {
        assertThat(silences.failed("bal_1")).isEqualTo(Process.SILENT);
        clock.pass(14);
        assertThat(silences.failed("bal_1")).isEqualTo(Process.SILENT);
    }

    @Test
    void silenceWithoutAnAnswerBetweenBecomesACrash() {
        silences.failed("bal_1");
        clock.pass(15);

        assertThat(silences.failed("bal_1")).isEqualTo(Process.CRASHING);
        assertThat(silences.failed("bal_2")).isEqualTo(Process.SILENT);
    }

    @Test
    void anAnswerStartsTheCountAnew() {
        silences.failed("bal_1");
        clock.pass(14);
        silences.over("bal_1");
        clock.pass(14);

        assertThat(silences.failed("bal_1")).isEqualTo(Process.SILENT);
    }

    private static final class Moving extends Clock {
        private Instant now = Instant.parse("2030-01-01T00:00:00Z");

        void pass(long seconds) {
            now = now.plusSeconds(seconds);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
