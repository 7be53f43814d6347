package io.berth.web;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Requests with an {@code Idempotency-Key}. */
@ConfigMapping(prefix = "berth.idempotency")
public interface IdempotencyConfig {
    /** How long a first answer is repeated. */
    @WithDefault("24h")
    Duration keep();

    /** A request that has not answered for so long has died with its process; longer than any request may take. */
    @WithDefault("2m")
    Duration stale();
}
