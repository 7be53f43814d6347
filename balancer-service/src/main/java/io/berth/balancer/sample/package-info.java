/** What the proxies count: samples for whoever scales, statistics for whoever looks. */
package io.berth.balancer.sample;
