package io.berth.firewall;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How rules get to a host. Public, because the validator of configuration cannot look into anything else. */
@ConfigMapping(prefix = "berth.firewall")
public interface FirewallConfig {
    /** Image of deploy/images/firewall; on each host. */
    @WithDefault("berth/firewall")
    String image();

    /** How long one application may take, the start of its container included. */
    @WithDefault("20s")
    Duration deadline();
}
