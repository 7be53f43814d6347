package io.berth.balancer.haproxy;

/**
 * A target as one HAProxy sees it.
 *
 * @param name the target's id
 * @param number HAProxy's own id, stable over reloads
 * @param open whether it passed its checks here before. A server that is not open is written into the file as disabled, so
 *     that neither a reload nor a restart gives it traffic unchecked
 */
public record Server(String name, int number, String address, int port, int weight, boolean backup, boolean open) {}
