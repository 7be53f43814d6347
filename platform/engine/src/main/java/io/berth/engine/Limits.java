package io.berth.engine;

/**
 * What a container may use. A null is the default of {@link #DEFAULTS}: nothing runs unlimited.
 *
 * @param cpus cores, 0.01 and up
 * @param memoryBytes bytes, swap included; at least 6 MiB
 * @param pids processes and threads
 */
public record Limits(Double cpus, Long memoryBytes, Integer pids) {

    /** One core, 512 MiB, 512 processes. */
    public static final Limits DEFAULTS = new Limits(1.0, 512L << 20, 512);

    /** These limits with every null replaced. */
    public Limits complete() {
        return new Limits(
                cpus == null ? DEFAULTS.cpus : cpus,
                memoryBytes == null ? DEFAULTS.memoryBytes : memoryBytes,
                pids == null ? DEFAULTS.pids : pids);
    }
}
