package io.berth.balancer.proxy;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** The proxies' containers and files. */
@ConfigMapping(prefix = "berth.proxy")
interface ProxyConfig {
    /** Where this service sees the volume that it shares with the proxies. */
    @WithDefault("/run/berth/proxy")
    String directory();

    /** Where the proxies see that volume. */
    @WithDefault("/run/berth/proxy")
    String mountPath();

    /** The volume's name on the engine. */
    @WithDefault("berth_proxy")
    String volume();

    /** Image with HAProxy 3.0. */
    @WithDefault("berth/proxy")
    String image();

    /** Numeric group of the sockets; the one this service runs as. Negative to leave it. */
    @WithDefault("1001")
    int socketGroup();

    /** The workers' user and group; empty to stay what started the process. */
    @WithDefault("haproxy")
    Optional<String> user();

    /** Threads of one proxy; no more than its CPUs, or the kernel's throttling shows as latency. */
    @WithDefault("1")
    int threads();

    /** Connections of one proxy, both sides of a request together count as one. */
    @WithDefault("8000")
    int maxConnections();

    /** Memory of one proxy's container. */
    @WithDefault("536870912")
    long memoryBytes();

    /** CPUs of one proxy's container. */
    @WithDefault("1")
    double cpus();

    /** How long connections of a replaced configuration may go on. */
    @WithDefault("10m")
    Duration hardStopAfter();

    /** For how long a container may fail to answer, without an answer between, before it is started anew. */
    @WithDefault("15s")
    Duration silence();
}
