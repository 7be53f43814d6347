package io.berth.balancer.haproxy;

/** HAProxy's socket is missing, refuses, or does not answer in time. */
public final class ProxyUnreachable extends RuntimeException {
    public ProxyUnreachable(String message, Throwable cause) {
        super(message, cause);
    }
}
