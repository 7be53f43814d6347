package io.berth.function.instance;

/**
 * How a container came to its end without being asked to.
 *
 * @param outOfMemory the kernel ended it
 * @param exitCode null when the container is not there any more
 */
record Death(boolean outOfMemory, Integer exitCode, LogTail log) {
    Outcome outcome() {
        return outOfMemory ? Outcome.OUT_OF_MEMORY : Outcome.CRASHED;
    }

    String reason(int memoryMb) {
        if (outOfMemory) {
            return "The function needed more than its %d MB.".formatted(memoryMb);
        }
        return exitCode == null
                ? "The function's container was taken away."
                : "The function's process ended with code %d before it answered.".formatted(exitCode);
    }
}
