/**
 * What to do so that a group's instances match what is wanted: launches, waits, drains, stops and replacements, decided by
 * pure functions over what the database and the engine say now.
 */
package io.berth.scaler.fleet;
