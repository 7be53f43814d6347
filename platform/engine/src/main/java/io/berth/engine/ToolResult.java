package io.berth.engine;

/**
 * How a tool ended.
 *
 * @param exitCode zero when it did what it was asked
 * @param complaint the beginning of what it wrote to its standard error
 */
public record ToolResult(int exitCode, String complaint) {}
