/**
 * How many instances a group should have: scaling policies as pure functions of readings, capacity and time.
 *
 * <p>Nothing here reads a clock, a database or an engine, so that the same code decides in production and in a test.
 */
package io.berth.scaler.decision;
