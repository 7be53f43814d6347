package io.berth.balancer.balancer;

import io.berth.web.ResourceLabels;
import java.util.Map;

/** What can be changed of a balancer. */
record BalancerPatch(@ResourceLabels Map<String, String> labels) {}
