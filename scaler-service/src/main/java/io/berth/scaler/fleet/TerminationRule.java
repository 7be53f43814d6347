package io.berth.scaler.fleet;

/** Which of equally placed instances goes first. */
public enum TerminationRule {
    OLDEST,
    NEWEST,
    LEAST_LOADED,
    OLDEST_TEMPLATE
}
