/** Calling a function, and what is remembered of it. */
package io.berth.function.invocation;
