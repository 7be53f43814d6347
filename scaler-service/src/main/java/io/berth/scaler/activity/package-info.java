/** What Berth decided about groups, with its grounds. */
package io.berth.scaler.activity;
