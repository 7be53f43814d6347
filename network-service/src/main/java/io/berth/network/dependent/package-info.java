/** Who depends on a network without being on it right now: a group with no instance, a balancer whose proxy is being made. */
package io.berth.network.dependent;
