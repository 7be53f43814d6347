/** Which process of this service may write: one at a time. */
package io.berth.scaler.lease;
