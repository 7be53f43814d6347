package io.berth.scaler;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** How scaler-service works. */
@ConfigMapping(prefix = "berth.scaler")
public interface ScalerConfig {
    /** Instances being started at the same time on one host: starts serialise inside the engine. */
    @WithDefault("4")
    int startsPerHost();

    /** How often policies are asked. */
    @WithDefault("1s")
    Duration decisionInterval();

    /** How long a container without an instance is left alone before it is removed. */
    @WithDefault("30s")
    Duration reapGrace();

    /** How long instances are kept in the database after they are gone. */
    @WithDefault("24h")
    Duration keepTerminated();

    /** How long activities are kept. */
    @WithDefault("168h")
    Duration keepActivities();

    /** Where the engine pulls from. */
    Registry registry();

    /** Berth's registry as the engine sees it. */
    interface Registry {
        /** Host and port. */
        @WithDefault("${berth.registry.address:127.0.0.1:5000}")
        String address();

        /** This service's own token, the password of every pull. */
        @WithDefault("${berth.service.token:}")
        Optional<String> token();
    }
}
