package io.berth.console.gateway;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
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

    /** Silence in both directions after which a request to a service is given up, streams apart; longer than any wait. */
    @WithDefault("90s")
    Duration idleTimeout();

    /** Silence after which a stream of events gets a comment, so that nothing on the way takes it for dead. */
    @WithDefault("15s")
    Duration heartbeat();

    /** Silence of a service after which its stream of events is given up. */
    @WithDefault("24h")
    Duration streamTimeout();

    /** Connections to one service at the same time; streams of events have as many of their own. */
    @WithDefault("64")
    @Min(1)
    int connections();

    /** Requests that wait for a connection to one service; the next one is refused. */
    @WithDefault("128")
    @Min(1)
    int queue();

    /** Longest wait for a connection, a queue's included. */
    @WithDefault("10s")
    Duration patience();

    /** Longest wait for a service's health. */
    @WithDefault("2s")
    Duration healthTimeout();
}
