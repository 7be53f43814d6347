/** The suite's window: the stream and history of its facts, one door to its services, and a page that shows both. */
package io.berth.console;
