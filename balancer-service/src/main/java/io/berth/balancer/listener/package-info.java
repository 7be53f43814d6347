/** Listeners: an address of a balancer and the pool behind it. */
package io.berth.balancer.listener;
