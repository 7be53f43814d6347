package io.berth.function.instance;

/**
 * The end of what a function wrote during one invocation.
 *
 * @param cut whether there was more before it
 */
public record LogTail(String text, boolean cut) {
    public static final LogTail NONE = new LogTail("", false);
    private static final int LIMIT = 4096;

    /** The last 4096 characters of it. */
    static LogTail of(String output) {
        // No column takes a NUL.
        var text = output.replace('\0', '\uFFFD');
        return text.length() <= LIMIT
                ? new LogTail(text, false)
                : new LogTail(text.substring(text.length() - LIMIT), true);
    }
}
