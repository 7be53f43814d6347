package io.berth.balancer.listener;

import io.berth.web.ResourceLabels;
import java.time.Duration;
import java.util.Map;

/** What can be changed of a listener; another address or port is another listener. */
record ListenerPatch(@ResourceLabels Map<String, String> labels, String pool, Duration idleTimeout, Accept accept) {}
