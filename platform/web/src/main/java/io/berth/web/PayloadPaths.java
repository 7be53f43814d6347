package io.berth.web;

import io.quarkus.runtime.configuration.MemorySize;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Paths whose bodies are bytes that Berth passes on and does not read, so that JSON among them does not end where JSON of
 * an API does. Keys: {@code berth.web.payload.paths}, a regular expression, none unless set; {@code
 * berth.web.payload.limit}, bytes, 6 MiB unless set.
 */
final class PayloadPaths {
    private static final long DEFAULT_LIMIT = 6L * 1024 * 1024;
    private static volatile Optional<PayloadPaths> configured = Optional.empty();
    private static volatile boolean read;

    private final Pattern paths;
    private final long limit;

    private PayloadPaths(Pattern paths, long limit) {
        this.paths = paths;
        this.limit = limit;
    }

    /** How long a body at that path may be; empty when it is JSON of an API or not limited here. */
    static OptionalLong limit(String path) {
        if (!read) {
            configured = from(ConfigProvider.getConfig());
            read = true;
        }
        return configured
                .filter(known -> known.paths.matcher(path).matches())
                .map(known -> OptionalLong.of(known.limit))
                .orElse(OptionalLong.empty());
    }

    private static Optional<PayloadPaths> from(Config config) {
        var limit = config.getOptionalValue("berth.web.payload.limit", MemorySize.class)
                .map(MemorySize::asLongValue)
                .orElse(DEFAULT_LIMIT);
        return config.getOptionalValue("berth.web.payload.paths", String.class)
                .map(paths -> new PayloadPaths(Pattern.compile(paths), limit));
    }
}
