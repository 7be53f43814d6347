package io.berth.network.subnet;

/**
 * One subnet of a network, as a user asks for it and as it is kept.
 *
 * @param cidr the prefix block, {@code 10.200.3.0/24}
 * @param gateway the bridge's own address inside it; the first usable one when absent
 * @param range the block inside it from which the engine hands out addresses; all of it when absent
 */
public record Subnet(String cidr, String gateway, String range) {}
