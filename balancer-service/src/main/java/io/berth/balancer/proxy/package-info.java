/**
 * Makes each balancer's HAProxy what its balancer, listeners, pools and targets say: reads what is wanted from their
 * services and what is from the engine and the process, lets a pure plan decide, acts, and records what came of it.
 */
package io.berth.balancer.proxy;
