package io.berth.engine.fake;

/** Stands for kill -9 right after the engine did the call and before the caller learned of it: an Error nobody handles. */
public final class Killed extends Error {

    private static final long serialVersionUID = 1L;

    Killed(String op) {
        super("killed after " + op);
    }
}
