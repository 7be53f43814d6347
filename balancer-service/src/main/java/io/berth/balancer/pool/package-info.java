/** Pools: how traffic is spread over targets, and how they are checked. */
package io.berth.balancer.pool;
