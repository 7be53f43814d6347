package io.berth.balancer.haproxy;

/** HTTP answers by class since the worker started. */
public record StatusClasses(
        long informational, long successful, long redirection, long clientError, long serverError) {}
