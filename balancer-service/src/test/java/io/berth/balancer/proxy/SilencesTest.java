package io.berth.balancer.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.balancer.proxy.ProxyPlan.Process;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SilencesTest {
    private final MovingClock clock = new MovingClock();
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

    @Test
    void endsInARowAreACrashWithoutWaiting() {
        silences.failed("bal_1");
        silences.died("bal_1");
        assertThat(silences.failed("bal_1")).isEqualTo(Process.SILENT);
        silences.died("bal_1");

        assertThat(silences.failed("bal_1")).isEqualTo(Process.CRASHING);
    }

    @Test
    void endsOfAProxyThatAnsweredInBetweenAreForgotten() {
        silences.died("bal_1");
        silences.failed("bal_1");
        silences.died("bal_1");
        silences.over("bal_1");
        silences.failed("bal_1");
        silences.died("bal_1");

        assertThat(silences.failed("bal_1")).isEqualTo(Process.SILENT);
    }
}
