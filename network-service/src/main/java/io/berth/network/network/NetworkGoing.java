package io.berth.network.network;

/** Told inside the transaction that accepts a network's deletion, before it is asked whether any endpoint is left. */
public record NetworkGoing(String id) {}
