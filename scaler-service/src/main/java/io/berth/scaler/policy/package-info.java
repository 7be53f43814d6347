/** Scaling policies of groups: what a user wants followed. Following them is {@code autoscale}'s work. */
package io.berth.scaler.policy;
