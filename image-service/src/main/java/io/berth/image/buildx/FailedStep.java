package io.berth.image.buildx;

/**
 * What a build broke at. Fields are null where nothing is known.
 *
 * @param step as the builder names it, {@code [2/3] RUN make}
 * @param line of the Dockerfile, from 1
 * @param exitCode of the command
 * @param message what the builder says
 * @param output the last lines that the step wrote
 */
public record FailedStep(String step, Integer line, Integer exitCode, String message, String output) {}
