package io.berth.image.buildx;

import java.util.Optional;

/** There is no image, or it is not where it should be. The message is for the user. */
public class BuildException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Who can mend it. */
    public enum Kind {
        /** The Dockerfile, its context or what they refer to. */
        BUILD,
        /** The push was refused or broke off. */
        PUSH,
        /** The engine or its client does not answer. */
        ENGINE
    }

    private final Kind kind;
    private final transient FailedStep step;

    public BuildException(Kind kind, String message) {
        super(message);
        this.kind = kind;
        this.step = null;
    }

    public BuildException(String message, FailedStep step) {
        super(message);
        this.kind = Kind.BUILD;
        this.step = step;
    }

    BuildException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.step = null;
    }

    public Kind kind() {
        return kind;
    }

    /** What it broke at, when the builder said so. */
    public Optional<FailedStep> step() {
        return Optional.ofNullable(step);
    }
}
