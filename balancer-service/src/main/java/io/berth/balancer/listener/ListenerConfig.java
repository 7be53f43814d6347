package io.berth.balancer.listener;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Where external listeners listen. */
@ConfigMapping(prefix = "berth.listener")
interface ListenerConfig {
    /** IP address of listeners that name none. */
    @WithDefault("${BERTH_BIND:127.0.0.1}")
    String bind();
}
