/**
 * The installation's secrets: made once, kept in one volume, and handed to each consumer in a volume of its own.
 * Losing any volume is mended by the next run: a lost consumer's is written again, and a lost store takes back what
 * the consumers still hold.
 */
package io.berth.cli.secrets;
