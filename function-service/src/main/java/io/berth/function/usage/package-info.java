/** What a project is charged for: memory by time, summed up per function and minute. */
package io.berth.function.usage;
