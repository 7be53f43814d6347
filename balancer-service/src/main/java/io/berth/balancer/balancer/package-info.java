/** Balancers: the resource that listeners hang on and that one HAProxy each makes real. */
package io.berth.balancer.balancer;
