/** Targets: where a pool's traffic goes, added by users or by the membership of a scaling group. */
package io.berth.balancer.target;
