package io.berth.scaler.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.berth.engine.EngineException;
import io.berth.engine.fake.FakeEngine;
import io.berth.scaler.ScalerConfig;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class ImagesTest {
    private static final String OWN = "127.0.0.1:5000/default/app:1";

    private final FakeEngine engine = new FakeEngine();
    private final Images images = new Images(new Settings());

    @Test
    void berthsOwnImagesAreAlwaysAskedForBecauseATagMayHaveMoved() {
        assertThat(images.ready("local", engine, "default/app:1")).isEqualTo(OWN);
        images.ready("local", engine, "default/app:1");

        assertThat(engine.calls("pull")).isEqualTo(2);
    }

    @Test
    void theHostsCopyServesWhileTheRegistryIsAwayAndOnlyThen() {
        images.ready("local", engine, "default/app:1");
        engine.failNext("pull", EngineException.Kind.UNAVAILABLE);
        assertThat(images.ready("local", engine, "default/app:1")).isEqualTo(OWN);

        engine.failNext("pull", EngineException.Kind.REFUSED);
        assertThatThrownBy(() -> images.ready("local", engine, "default/app:1")).isInstanceOf(EngineException.class);
        engine.failNext("pull", EngineException.Kind.UNAVAILABLE);
        assertThatThrownBy(() -> images.ready("local", engine, "default/other:1"))
                .isInstanceOf(EngineException.class);
    }

    @Test
    void foreignImagesArePulledOnce() {
        images.ready("local", engine, "docker.io/library/nginx:1");
        images.ready("local", engine, "docker.io/library/nginx:1");

        assertThat(engine.calls("pull")).isEqualTo(1);
    }

    @Test
    void manyWhoNeedAForeignImageAtOncePullItOnceAndLeaveNothingBehind() {
        engine.latency("pull", Duration.ofMillis(100));
        try (var starters = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 20; i++) {
                starters.execute(() -> images.ready("local", engine, "docker.io/library/nginx:1"));
            }
        }

        assertThat(engine.calls("pull")).isEqualTo(1);
        assertThat(images.pulling()).isZero();
    }

    private record Settings() implements ScalerConfig {
        @Override
        public int startsPerHost() {
            return 4;
        }

        @Override
        public Duration decisionInterval() {
            return Duration.ofSeconds(1);
        }

        @Override
        public Duration reapGrace() {
            return Duration.ofSeconds(30);
        }

        @Override
        public Duration keepTerminated() {
            return Duration.ofHours(24);
        }

        @Override
        public Duration keepActivities() {
            return Duration.ofHours(168);
        }

        @Override
        public Registry registry() {
            return new Registry() {
                @Override
                public String address() {
                    return "127.0.0.1:5000";
                }

                @Override
                public Optional<String> token() {
                    return Optional.empty();
                }
            };
        }
    }
}
