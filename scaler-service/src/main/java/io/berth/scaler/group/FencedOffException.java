package io.berth.scaler.group;

/** Another process of this service has taken over the group; whatever was being recorded is not. */
public class FencedOffException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FencedOffException(String group, long epoch, long fence) {
        super("group %s is written by epoch %d, this is %d".formatted(group, fence, epoch));
    }
}
