package io.berth.balancer.pool;

import java.time.Duration;

/** Keeping a client on one target; accepted by no pool yet. */
record Stickiness(Type type, String cookie, Duration ttl) {
    enum Type {
        COOKIE,
        APP_COOKIE,
        SOURCE_IP
    }
}
