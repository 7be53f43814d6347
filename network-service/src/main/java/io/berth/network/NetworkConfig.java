package io.berth.network;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/** Settings of the network service. */
@ConfigMapping(prefix = "berth.network")
public interface NetworkConfig {
    /** The block from which networks that ask for no subnet are served. */
    @WithDefault("10.200.0.0/14")
    String pool();

    /** Prefix length of each network served from the pool. */
    @WithDefault("24")
    @Min(16)
    @Max(28)
    int prefix();
}
