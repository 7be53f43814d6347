/**
 * An engine in memory that behaves as the real one does, as far as {@code EngineContract} says, with knobs for tests:
 * faults, crashes right after an effect, things that happen behind Berth's back.
 */
package io.berth.engine.fake;
