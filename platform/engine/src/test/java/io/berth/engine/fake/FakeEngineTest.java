package io.berth.engine.fake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.berth.engine.ContainerSpec;
import io.berth.engine.ContainerState;
import io.berth.engine.EngineException;
import io.berth.engine.EngineException.Kind;
import io.berth.engine.Health;
import io.berth.engine.HealthCheck;
import io.berth.engine.NetworkSpec;
import io.berth.engine.Owner;
import io.berth.engine.SubnetSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The knobs; what it shares with the real engine is in the contract. */
class FakeEngineTest {

    private static final Owner OWNER = new Owner("p", "instance", "i_1", "web", 1);

    private final FakeEngine engine = new FakeEngine();

    FakeEngineTest() {
        engine.addImage("app");
    }

    @Test
    void aPlannedFailureHappensOnceAndChangesNothing() {
        engine.failNext("createContainer", Kind.UNAVAILABLE);

        assertThatThrownBy(this::create).isInstanceOf(EngineException.class);
        assertThat(engine.containers("instance")).isEmpty();
        assertThat(create()).isNotEmpty();
        assertThat(engine.calls("createContainer")).isEqualTo(2);
    }

    @Test
    void aCrashComesAfterTheEffect() {
        engine.crashAfter("createContainer");

        assertThatThrownBy(this::create).isInstanceOf(Killed.class);
        assertThat(engine.containers("instance")).hasSize(1);
    }

    @Test
    void containersEndRunOutOfMemoryAndVanishBehindBerthsBack() {
        String id = create();
        engine.start(id);
        engine.exit(id, 3);
        assertThat(engine.container(id).orElseThrow().exitCode()).isEqualTo(3);

        engine.start(id);
        engine.outOfMemory("web");
        assertThat(engine.container(id).orElseThrow().oomKilled()).isTrue();
        assertThat(engine.container(id).orElseThrow().state()).isEqualTo(ContainerState.EXITED);

        engine.vanish(id);
        assertThat(engine.container(id)).isEmpty();
    }

    @Test
    void healthIsWhatTheTestSays() {
        engine.startUnhealthy(true);
        String id = engine.createContainer(ContainerSpec.of(OWNER, "web", "app", List.of())
                .withHealthCheck(new HealthCheck(List.of("true"), null, null, 1, null)));
        engine.start(id);
        assertThat(engine.container(id).orElseThrow().health()).isEqualTo(Health.STARTING);

        engine.setHealth(id, Health.UNHEALTHY);
        assertThat(engine.container(id).orElseThrow().health()).isEqualTo(Health.UNHEALTHY);
    }

    @Test
    void anEngineThatIsAwayAnswersNothing() {
        engine.unavailable(true);
        assertThatThrownBy(engine::ping).isInstanceOf(EngineException.class);
        engine.unavailable(false);
        engine.ping();
    }

    @Test
    void aForeignSubnetIsInTheWay() {
        engine.addForeignSubnet("10.9.0.0/16");
        NetworkSpec spec = new NetworkSpec(
                OWNER,
                "net",
                "bridge",
                List.of(new SubnetSpec("10.9.1.0/24", null, null)),
                false,
                false,
                null,
                false,
                null);

        assertThatThrownBy(() -> engine.createNetwork(spec))
                .isInstanceOfSatisfying(
                        EngineException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CONFLICT));
    }

    private String create() {
        return engine.createContainer(ContainerSpec.of(OWNER, "web", "app", List.of()));
    }
}
