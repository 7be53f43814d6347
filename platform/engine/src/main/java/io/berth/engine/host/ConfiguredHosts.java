package io.berth.engine.host;

import io.berth.engine.Engine;
import io.berth.engine.Host;
import io.berth.engine.Hosts;
import io.berth.engine.docker.DockerEngine;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Hosts from the configuration; an engine is connected when it is first asked something. */
@ApplicationScoped
class ConfiguredHosts implements Hosts {

    private final Map<String, Host> hosts = new LinkedHashMap<>();
    private final Map<String, DockerEngine> engines = new LinkedHashMap<>();

    ConfiguredHosts(
            EngineConfig config,
            @ConfigProperty(name = "berth.installation") Optional<String> installation,
            MeterRegistry metrics) {
        String mark = installation
                .filter(id -> !id.isBlank())
                .orElseThrow(() -> new IllegalStateException(
                        "berth.installation is not set: without it no engine object could be told from a stranger's"));
        var deadlines = new DockerEngine.Deadlines(config.deadline(), config.pullDeadline());
        if (config.hosts().isEmpty()) {
            add(new Host("local", "a"), new DockerEngine("local", config.socket(), mark, deadlines, metrics));
        }
        for (EngineConfig.HostConfig host : config.hosts()) {
            String socket = host.socket().orElse(config.socket());
            add(new Host(host.name(), host.zone()), new DockerEngine(host.name(), socket, mark, deadlines, metrics));
        }
    }

    @Override
    public List<Host> all() {
        return List.copyOf(hosts.values());
    }

    @Override
    public Engine engine(String host) {
        Engine engine = engines.get(host);
        if (engine == null) {
            throw new IllegalArgumentException("no host called " + host + " is configured");
        }
        return engine;
    }

    @Override
    public Host defaultHost() {
        return all().getFirst();
    }

    @PreDestroy
    void close() {
        engines.values().forEach(DockerEngine::close);
    }

    private void add(Host host, DockerEngine engine) {
        if (hosts.putIfAbsent(host.name(), host) != null) {
            throw new IllegalStateException("two hosts called " + host.name() + " in berth.engine.hosts");
        }
        engines.put(host.name(), engine);
    }
}
