package io.berth.balancer.listener;

/** What clients speak to a listener. */
public enum ListenerProtocol {
    HTTP,
    HTTPS,
    TCP,
    TLS
}
