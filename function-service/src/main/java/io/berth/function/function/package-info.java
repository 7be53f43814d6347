/** What a user asks for: a function with its code, settings and secrets. */
package io.berth.function.function;
