package io.berth.balancer;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;

/** A directory that stands for the volume which balancers and their proxies share. */
public class ProxyStack implements QuarkusTestResourceLifecycleManager {
    @Override
    public Map<String, String> start() {
        try {
            var directory = Files.createTempDirectory("proxies").toString();
            return Map.of(
                    "berth.proxy.directory",
                    directory,
                    "berth.proxy.mount-path",
                    directory,
                    "berth.proxy.silence",
                    "4s");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void stop() {
        // The operating system clears its temporary directory.
    }
}
