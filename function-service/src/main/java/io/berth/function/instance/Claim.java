package io.berth.function.instance;

import java.util.Map;

/** What an instance is told when it gets its function: a pool's instance is told once. */
public record Claim(String handler, Map<String, String> env) {}
