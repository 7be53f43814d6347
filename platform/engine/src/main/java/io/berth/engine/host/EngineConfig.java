package io.berth.engine.host;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Where the engines are. Public, because the validator of configuration cannot look into anything else. */
@ConfigMapping(prefix = "berth.engine")
public interface EngineConfig {

    /** Socket of the engine when no hosts are listed, and of hosts that name none. */
    @WithDefault("/var/run/docker.sock")
    String socket();

    /** Docker hosts; none listed means one called {@code local} in zone {@code a}. */
    List<HostConfig> hosts();

    /** How long one engine call may take. */
    @WithDefault("30s")
    Duration deadline();

    /** How long pulling one image may take. */
    @WithDefault("10m")
    Duration pullDeadline();

    /** One Docker host. */
    interface HostConfig {
        /** Unique; written into what is placed there. */
        String name();

        /** Groups and balancers spread over zones. */
        @WithDefault("a")
        String zone();

        /** Path of its socket. */
        Optional<String> socket();
    }
}
