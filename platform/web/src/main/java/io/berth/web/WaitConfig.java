package io.berth.web;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Answering {@code Prefer: wait}. */
@ConfigMapping(prefix = "berth.wait")
public interface WaitConfig {
    /** How often a waited-for resource is looked at although nobody said that it changed, as with two instances. */
    @WithDefault("500ms")
    Duration poll();
}
