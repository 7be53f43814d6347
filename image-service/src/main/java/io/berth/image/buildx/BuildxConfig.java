package io.berth.image.buildx;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;

/** How docker's client is started. */
@ConfigMapping(prefix = "berth.buildx")
public interface BuildxConfig {
    /** The client: a name on the path {@code /usr/bin:/bin}, or a file. It must have the buildx plugin. */
    @WithDefault("docker")
    String client();

    /** The engine's socket. */
    @WithDefault("${berth.engine.socket:/var/run/docker.sock}")
    Path socket();

    /** What the client's memory is kept to, a soft limit of its run time (Go's {@code GOMEMLIMIT}). */
    @WithDefault("96MiB")
    String memory();
}
