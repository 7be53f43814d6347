package io.berth.image.blob;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;

/** Where blobs are kept and for how long unfinished ones stay. */
@ConfigMapping(prefix = "berth.blobs")
public interface BlobsConfig {
    /** Directory of the blobs' files: a volume of this service alone. */
    @WithDefault("/var/lib/berth/blobs")
    Path directory();

    /** An upload that nobody continued for this long is given up and its bytes are removed. */
    @WithDefault("24h")
    Duration abandonedAfter();

    /** How often abandoned uploads and files without a row are looked for. */
    @WithDefault("1h")
    Duration sweepEvery();
}
