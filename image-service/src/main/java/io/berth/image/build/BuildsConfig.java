package io.berth.image.build;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;

/** How many builds there may be, how large, and for how long. */
@ConfigMapping(prefix = "berth.builds")
public interface BuildsConfig {
    /** Directory of contexts and logs, one below it per build. */
    @WithDefault("${berth.blobs.directory:/var/lib/berth/blobs}/builds")
    Path directory();

    /** Directory of what the running client needs, its registry token included; best not on a disk. */
    @WithDefault("${java.io.tmpdir}/builds")
    Path scratch();

    /** Berth's registry as the engine, which pulls and pushes, sees it. */
    @WithDefault("${berth.registry.address:127.0.0.1:5000}")
    String registryAddress();

    /** Builds that run at the same time. */
    @WithDefault("2")
    int parallel();

    /** Builds of one project that may wait. */
    @WithDefault("50")
    int queued();

    /** From its start to the end of the push; after it a build is killed and has FAILED. */
    @WithDefault("30m")
    Duration timeout();

    /** Bytes of a context, unpacked. */
    @WithDefault("1G")
    MemorySize context();

    /** Bytes of a log; what follows is not kept. */
    @WithDefault("4M")
    MemorySize log();

    /** Times that a build is started when the service ends while it runs. */
    @WithDefault("3")
    int attempts();

    /** Ended builds and their logs are forgotten after this. */
    @WithDefault("30d")
    Duration keep();
}
