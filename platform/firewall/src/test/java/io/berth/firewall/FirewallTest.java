package io.berth.firewall;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.berth.engine.Concern;
import io.berth.engine.Engine;
import io.berth.engine.EngineChange;
import io.berth.engine.EngineContainer;
import io.berth.engine.EngineException;
import io.berth.engine.FirewallSpec;
import io.berth.engine.Host;
import io.berth.engine.Hosts;
import io.berth.engine.Outcome;
import io.berth.engine.Owner;
import io.berth.engine.ToolResult;
import io.berth.engine.fake.FakeEngine;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FirewallTest {
    private static final Ruleset CLOSED =
            new Ruleset(List.of(new ClosedNetwork("br-1", List.of("10.1.0.0/24"), List.of())));

    private final FakeEngine engine = new FakeEngine("h1", Clock.systemUTC());
    private final List<String> told = new ArrayList<>();
    private Ruleset wanted = CLOSED;
    private ToolResult answer = new ToolResult(0, "");

    private final Firewall firewall =
            new Firewall(new OneHost(engine), host -> wanted, new Settings(), "i-1", "function-service");
    private final FirewallReconciler reconciler = new FirewallReconciler(firewall, new OneHost(engine));

    private record OneHost(FakeEngine engine) implements Hosts {
        @Override
        public List<Host> all() {
            return List.of(defaultHost());
        }

        @Override
        public Engine engine(String host) {
            return engine;
        }

        @Override
        public Host defaultHost() {
            return new Host("h1", "a");
        }
    }

    private static final class Settings implements FirewallConfig {
        @Override
        public String image() {
            return "berth/firewall";
        }

        @Override
        public Duration deadline() {
            return Duration.ofSeconds(5);
        }
    }

    @BeforeEach
    void listen() {
        engine.addImage("berth/firewall");
        engine.tools((spec, input, output) -> {
            assertThat(spec).isInstanceOf(FirewallSpec.class);
            assertThat(spec.command()).containsExactly("apply");
            told.add(new String(input.readAllBytes(), UTF_8));
            return answer;
        });
    }

    @Test
    void theRulesAreSaidInTablesOfTheServiceAndEndWithAnEnd() {
        firewall.ensure("h1");

        assertThat(told).containsExactly(NftScript.of("berth_i_1_function", CLOSED) + "end\n");
        assertThat(engine.containers(Firewall.KIND)).isEmpty();
    }

    @Test
    void theyAreSaidAgainAtEachPassBecauseAFlushTellsNobody() {
        assertThat(reconciler.reconcile("h1")).isEqualTo(Outcome.CHANGED);
        assertThat(reconciler.reconcile("h1")).isEqualTo(Outcome.NOOP);

        assertThat(told).hasSize(2);
    }

    @Test
    void nothingIsSaidOnceAndThenNoMore() {
        wanted = Ruleset.EMPTY;
        reconciler.reconcile("h1");
        reconciler.reconcile("h1");

        assertThat(told).hasSize(1);
        wanted = CLOSED;
        reconciler.reconcile("h1");
        assertThat(told).hasSize(2);
    }

    @Test
    void rulesThatAreRefusedAreNotTakenForSaid() {
        answer = new ToolResult(1, "Operation not supported");

        assertThatThrownBy(() -> firewall.ensure("h1"))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("Operation not supported");

        answer = new ToolResult(0, "");
        assertThat(firewall.ensure("h1")).isTrue();
    }

    @Test
    void whatADeadProcessLeftIsClearedAwayAndNobodyElses() {
        leftover("berth_i_1_function@h1", "left");
        leftover("berth_i_1_network@h1", "another-services");

        firewall.ensure("h1");

        assertThat(engine.containers(Firewall.KIND))
                .extracting(EngineContainer::name)
                .containsExactly("another-services");
    }

    private void leftover(String owner, String name) {
        engine.createSystem(new FirewallSpec(
                new Owner("*", Firewall.KIND, owner, "h1", 1), name, "berth/firewall", List.of("apply"), null));
    }

    @Test
    void anEngineThatComesBackIsToldAgain() {
        assertThat(reconciler.concernOf(EngineChange.resync("h1"))).isEqualTo(Concern.only("h1"));
        assertThat(reconciler.concernOf(new EngineChange("h1", "instance", "i_1", "die")))
                .isEqualTo(Concern.NOTHING);
        assertThat(reconciler.ids()).containsExactly("h1");
    }
}
