package io.berth.console.history;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.List;

/** How long facts are kept and how they are streamed. */
@ConfigMapping(prefix = "berth.history")
interface HistoryConfig {

    /** The topics whose facts are kept. */
    List<String> topics();

    /** Facts recorded longer ago than this are forgotten; who asks for them is told of the gap. */
    @WithDefault("30d")
    Duration keep();

    /** Silence after which a stream says that it is alive. */
    @WithDefault("15s")
    Duration heartbeat();

    /** Streams served at the same time; the next one is refused. */
    @WithDefault("200")
    @Min(1)
    int subscribers();

    /** Facts read for a stream at once. */
    @WithDefault("200")
    @Min(1)
    @Max(5000)
    int page();

    /** Most facts in one tree. */
    @WithDefault("10000")
    @Min(1)
    int tree();
}
