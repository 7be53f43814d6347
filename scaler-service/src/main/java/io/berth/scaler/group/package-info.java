/** Scaling groups: what a user wants of them, their template versions, and what running them has to remember. */
package io.berth.scaler.group;
