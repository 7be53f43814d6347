package io.berth.scaler.reconcile;

/** An instance cannot be launched now; the message is for the user. */
class LaunchException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LaunchException(String reason) {
        super(reason);
    }
}
