package io.berth.balancer.haproxy;

import java.time.Duration;

/**
 * What is the same for every balancer of an installation.
 *
 * @param directory where HAProxy and Berth both see one directory per balancer
 * @param socketGroup numeric group that may use the sockets; negative to leave the creator's
 * @param user the workers' user and group; null to stay what started the process
 * @param hardStopAfter how long a replaced worker may finish its connections
 */
public record ProxySettings(
        String directory, int socketGroup, String user, int threads, int maxConnections, Duration hardStopAfter) {}
