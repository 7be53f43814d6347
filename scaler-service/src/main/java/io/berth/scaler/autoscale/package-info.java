/** Asks the policies every second, and lets their decisions take effect. */
package io.berth.scaler.autoscale;
