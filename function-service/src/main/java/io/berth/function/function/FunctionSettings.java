package io.berth.function.function;

import java.time.Duration;
import java.util.Map;

/** What of a function can be changed later, with defaults filled in; secrets apart. */
record FunctionSettings(String handler, int memoryMb, Duration timeout, int maxInstances, Map<String, String> env) {}
