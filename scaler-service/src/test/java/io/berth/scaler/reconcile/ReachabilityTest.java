package io.berth.scaler.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.berth.engine.Engine;
import io.berth.engine.EngineException;
import io.berth.engine.fake.FakeEngine;
import io.berth.test.FakeHosts;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class ReachabilityTest {
    private final FakeHosts hosts = new FakeHosts();
    private final FakeEngine engine = hosts.engine();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final Reachability reachability =
            new Reachability(hosts, ((InstantSource) () -> now).withZone(ZoneOffset.UTC));

    @Test
    void aSilentHostIsAskedAgainAfterPausesThatDouble() {
        engine.unavailable(true);
        var asked = new ArrayList<Long>();
        for (long second = 0; second < 40; second++) {
            long before = engine.calls("ping");
            assertThat(reachability.ask("local", ReachabilityTest::ping)).isEmpty();
            if (engine.calls("ping") > before) {
                asked.add(second);
            }
            now = now.plusSeconds(1);
        }
        assertThat(asked).containsExactly(0L, 1L, 3L, 7L, 15L, 31L);
    }

    @Test
    void whoAnswersIsAskedAsBefore() {
        engine.unavailable(true);
        reachability.ask("local", ReachabilityTest::ping);
        assertThat(reachability.silence("local")).hasValue("ping: no engine answers");

        engine.unavailable(false);
        assertThat(reachability.ask("local", ReachabilityTest::ping)).isEmpty();
        now = now.plusSeconds(1);
        assertThat(reachability.ask("local", ReachabilityTest::ping)).isPresent();
        assertThat(reachability.silence("local")).isEmpty();
        assertThat(reachability.ask("local", ReachabilityTest::ping)).isPresent();
    }

    @Test
    void aHostWithAFullDiskAnswers() {
        engine.failNext("ping", EngineException.Kind.FULL);

        assertThatThrownBy(() -> reachability.ask("local", ReachabilityTest::ping))
                .hasMessageContaining("ping");
        assertThat(reachability.silence("local")).isEmpty();
        assertThat(reachability.ask("local", ReachabilityTest::ping)).isPresent();
    }

    @Test
    void aHostThatReportsItselfNeedNotWaitForTheNextQuestion() {
        engine.unavailable(true);
        reachability.ask("local", ReachabilityTest::ping);
        engine.unavailable(false);

        reachability.answered("local");

        assertThat(reachability.ask("local", ReachabilityTest::ping)).isPresent();
    }

    @Test
    void whileOneAsksASilentHostTheOthersDoNot() {
        engine.unavailable(true);
        reachability.ask("local", ReachabilityTest::ping);
        engine.unavailable(false);
        now = now.plus(Duration.ofSeconds(1));

        var outer = reachability.ask("local", first -> reachability.ask("local", ReachabilityTest::ping));

        assertThat(outer).hasValueSatisfying(inner -> assertThat(inner).isEmpty());
    }

    @Test
    void aClockThatIsSetBackLeavesNoHostAlone() {
        engine.unavailable(true);
        reachability.ask("local", ReachabilityTest::ping);
        engine.unavailable(false);
        now = now.minus(Duration.ofHours(1));

        assertThat(reachability.ask("local", ReachabilityTest::ping)).isPresent();
    }

    @Test
    void aRefusalIsAnAnswer() {
        engine.failNext("ping", EngineException.Kind.REFUSED);

        assertThatThrownBy(() -> reachability.ask("local", ReachabilityTest::ping))
                .isInstanceOf(EngineException.class);
        assertThat(reachability.silence("local")).isEmpty();
    }

    private static boolean ping(Engine engine) {
        engine.ping();
        return true;
    }
}
