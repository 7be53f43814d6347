package io.berth.function.instance;

import java.time.Instant;

/** An invocation as its instance gets it. */
public record Next(String requestId, Instant deadline, String arn, String traceId, byte[] payload) {}
