package io.berth.balancer.haproxy;

/** What HAProxy understands of the bytes it carries. */
public enum Mode {
    HTTP,
    TCP
}
