/** Functions: code that is uploaded and invoked; what it runs in comes and goes by itself. */
package io.berth.function;
