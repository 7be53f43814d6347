/** A project's functions made real: its function network, this service on it, and the functions ready to be invoked. */
package io.berth.function.site;
