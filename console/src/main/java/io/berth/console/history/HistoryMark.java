package io.berth.console.history;

import java.time.Instant;

/**
 * How far the history was forgotten.
 *
 * @param forgottenTo cursor of the newest forgotten fact, 0 when none was
 * @param forgottenTime when the newest forgotten fact was recorded
 */
record HistoryMark(long forgottenTo, Instant forgottenTime) {}
