package io.berth.engine;

/** A Docker host by its configured name, and the zone it stands in. */
public record Host(String name, String zone) {}
