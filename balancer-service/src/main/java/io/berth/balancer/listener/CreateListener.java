package io.berth.balancer.listener;

import io.berth.web.ResourceLabels;
import io.berth.web.ResourceName;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * @param address IP address to listen on, {@code *} for all; the installation's own when absent
 * @param pool name or id; without one HTTP is answered with 503 and TCP closed
 * @param idleTimeout how long a client and a target may stay silent, 60s when absent
 */
record CreateListener(
        @ResourceName String name,
        @ResourceLabels Map<String, String> labels,
        @NotNull ListenerProtocol protocol,
        String address,
        @NotNull @Min(1) @Max(65535) Integer port,
        String pool,
        List<String> certificates,
        Boolean http2,
        Duration idleTimeout,
        Accept accept,
        Boolean redirectToHttps) {}
