package io.berth.balancer.proxy;

import io.berth.balancer.haproxy.ProxyFiles;
import io.berth.balancer.haproxy.ProxySettings;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;

/** What is the same for all proxies of this installation. */
@ApplicationScoped
class ProxyInstallation {
    private final ProxyConfig config;

    ProxyInstallation(ProxyConfig config) {
        this.config = config;
    }

    ProxySettings settings() {
        return new ProxySettings(
                config.mountPath(),
                config.socketGroup(),
                config.user().filter(user -> !user.isBlank()).orElse(null),
                config.threads(),
                config.maxConnections(),
                config.hardStopAfter());
    }

    ProxyFiles files(String balancer) {
        return new ProxyFiles(Path.of(config.directory(), balancer));
    }
}
