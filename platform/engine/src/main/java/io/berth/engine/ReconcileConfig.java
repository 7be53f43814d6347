package io.berth.engine;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How eagerly resources are compared with the engine. */
@ConfigMapping(prefix = "berth.reconcile")
public interface ReconcileConfig {
    /** Full comparison of every resource, even when no event arrived. */
    @WithDefault("30s")
    Duration resync();

    /** Resources reconciled at the same time. */
    @WithDefault("4")
    int workers();

    /** Pause after the first failure of a resource; doubled with each further one, ± 20 %. */
    @WithDefault("500ms")
    Duration firstRetry();

    /** Longest pause between two attempts. */
    @WithDefault("30s")
    Duration maxRetry();
}
