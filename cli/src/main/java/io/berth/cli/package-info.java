/** The {@code berth} command. Data goes to stdout and everything else to stderr, so that output can be piped. */
package io.berth.cli;
