package io.berth.function.instance;

/**
 * How a container came to its end without being asked to.
 *
 * @param killed the kernel ended it for memory
 * @param exitCode null when the container is not there any more
 */
record Death(boolean killed, Integer exitCode, LogTail log) {
    /** The last words of JavaScript's engine when its heap is full; it ends itself then, before the kernel does. */
    private static final String HEAP_FULL = "JavaScript heap out of memory";

    /** Exit codes above it tell the signal that a process ended itself with. */
    private static final int SIGNALLED = 128;

    Outcome outcome() {
        return outOfMemory() ? Outcome.OUT_OF_MEMORY : Outcome.CRASHED;
    }

    String reason(int memoryMb) {
        if (outOfMemory()) {
            return "The function needed more than its %d MB.".formatted(memoryMb);
        }
        return exitCode == null
                ? "The function's container was taken away."
                : "The function's process ended with code %d before it answered.".formatted(exitCode);
    }

    private boolean outOfMemory() {
        return killed || (exitCode != null && exitCode > SIGNALLED && log.text().contains(HEAP_FULL));
    }
}
