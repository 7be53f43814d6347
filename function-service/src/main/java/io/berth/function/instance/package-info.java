/**
 * What functions run in. Instances start before they know their function, wait in a pool per project and runtime, are
 * claimed by one function and answer its invocations one at a time. {@code Fleet} holds who is where in memory; what is to
 * be started is decided by plans; the engine is called outside of its lock.
 */
package io.berth.function.instance;
