package io.berth.function.instance;

import io.berth.function.function.Runtime;

/** Instances of different projects never meet. */
record PoolKey(String project, Runtime runtime) {}
