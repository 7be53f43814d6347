package io.berth.balancer.haproxy;

import java.time.Duration;

/**
 * One listening address.
 *
 * @param name the listener's id: HAProxy's statistics and error messages carry it
 * @param number HAProxy's own id, stable over reloads
 * @param address to bind, {@code *} for all
 * @param backend name of the backend, or null for none (HTTP answers 503, TCP closes)
 * @param acceptProxy whether connections start with a PROXY protocol header
 */
public record Frontend(
        String name,
        int number,
        Mode mode,
        String address,
        int port,
        String backend,
        Duration idleTimeout,
        boolean acceptProxy) {}
