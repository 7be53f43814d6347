/** The facts of all services, kept in order in a table of their own, streamed and paged to those who may see them. */
package io.berth.console.history;
