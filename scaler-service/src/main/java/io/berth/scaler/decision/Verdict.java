package io.berth.scaler.decision;

/** Which way a policy or a whole decision goes. */
public enum Verdict {
    OUT,
    IN,
    HOLD,
    NO_DATA
}
