/** What balancers measure, kept for seconds and in memory only. */
package io.berth.scaler.sample;
