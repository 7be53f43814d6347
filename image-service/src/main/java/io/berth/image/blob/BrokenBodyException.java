package io.berth.image.blob;

import java.io.IOException;

/** The sender went away, or its body was cut short, before the end. */
public class BrokenBodyException extends IOException {
    private static final long serialVersionUID = 1L;

    BrokenBodyException(IOException cause) {
        super("the request's body broke off", cause);
    }
}
