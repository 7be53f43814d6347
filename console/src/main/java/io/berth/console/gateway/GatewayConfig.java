package io.berth.console.gateway;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/** Where the services are. */
@ConfigMapping(prefix = "berth.console")
interface GatewayConfig {

    /** Address of each service by its short name, {@code image} to {@code http://image:8081}. */
    Map<String, URI> services();

    /** Longest wait for a connection to a service. */
    @WithDefault("3s")
    Duration connectTimeout();

    /** Longest wait for a service's health. */
    @WithDefault("2s")
    Duration healthTimeout();
}
