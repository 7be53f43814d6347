package io.berth.engine;

/** A running container on a network; the address is without prefix length, empty where the driver gives none. */
public record Attachment(String containerId, String containerName, String ipv4Address) {}
