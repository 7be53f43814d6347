package io.berth.engine;

/**
 * Addresses of a network.
 *
 * @param cidr {@code 10.201.3.0/24}
 * @param gateway an address inside it, or null for the first
 * @param range the part that the engine hands out, or null for all of it
 */
public record SubnetSpec(String cidr, String gateway, String range) {}
