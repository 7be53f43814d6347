package io.berth.balancer.proxy;

import io.berth.balancer.balancer.BalancerSettings;
import io.berth.balancer.haproxy.ProxyFiles;
import io.berth.balancer.haproxy.ProxyUnreachable;
import io.berth.balancer.haproxy.RuntimeApi;
import io.berth.balancer.proxy.ProxyPlan.Actual;
import io.berth.balancer.proxy.ProxyPlan.Process;
import io.berth.engine.Engine;
import io.berth.engine.EngineContainer;
import io.berth.engine.Hosts;
import io.berth.engine.Limits;
import io.berth.engine.Owner;
import io.berth.engine.ProxySpec;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The container that a balancer's HAProxy runs in. */
@ApplicationScoped
class ProxyProcess {
    static final String KIND = "balancer";

    private static final Duration GRACE = Duration.ofSeconds(2);

    private final Hosts hosts;
    private final ProxyConfig config;
    private final ProxyInstallation installation;
    private final Silences silences;

    ProxyProcess(Hosts hosts, ProxyConfig config, ProxyInstallation installation, Clock clock) {
        this.hosts = hosts;
        this.config = config;
        this.installation = installation;
        this.silences = new Silences(config.silence(), clock);
    }

    Actual actual(BalancerSettings balancer) {
        var container = container(balancer);
        if (container.isEmpty()) {
            silences.over(balancer.id());
            return new Actual(Process.ABSENT, null);
        }
        return switch (container.get().state()) {
            case CREATED, EXITED, DEAD -> new Actual(Process.STOPPED, null);
            // The engine starts it with the last file within a moment, listeners and all; better than ours without
            // them.
            case RESTARTING -> new Actual(silences.failed(balancer.id()), null);
            case RUNNING -> running(balancer);
            case PAUSED -> new Actual(Process.SILENT, null);
        };
    }

    private Actual running(BalancerSettings balancer) {
        try {
            var structure = new RuntimeApi(files(balancer)).structure();
            silences.over(balancer.id());
            return new Actual(Process.ANSWERING, structure.orElse(""));
        } catch (ProxyUnreachable silent) {
            return new Actual(silences.failed(balancer.id()), null);
        }
    }

    /** @param networks engine names; empty for the host's network */
    void create(BalancerSettings balancer, List<String> networks) {
        var directory = config.mountPath() + "/" + balancer.id();
        var group = config.socketGroup() < 0 ? "" : ",gid," + config.socketGroup();
        var spec = new ProxySpec(
                new Owner(balancer.project(), KIND, balancer.id(), balancer.name(), balancer.generation()),
                engineName(balancer),
                config.image(),
                List.of(
                        "haproxy",
                        "-W",
                        "-S",
                        directory + "/master.sock,mode,660" + group,
                        "-f",
                        directory + "/haproxy.cfg"),
                config.volume(),
                config.mountPath(),
                networks,
                balancer.external() ? null : balancer.name(),
                new Limits(config.cpus(), config.memoryBytes(), null));
        var engine = engine(balancer);
        engine.start(engine.createSystem(spec));
    }

    void start(BalancerSettings balancer) {
        silences.over(balancer.id());
        container(balancer).ifPresent(found -> engine(balancer).start(found.id()));
    }

    void restart(BalancerSettings balancer) {
        silences.over(balancer.id());
        container(balancer).ifPresent(found -> {
            engine(balancer).stop(found.id(), GRACE);
            engine(balancer).start(found.id());
        });
    }

    void remove(BalancerSettings balancer) {
        silences.over(balancer.id());
        container(balancer).ifPresent(found -> engine(balancer).remove(found.id()));
    }

    /** Removes proxies of balancers that the database does not know. */
    void removeOrphan(String id) {
        silences.over(id);
        for (var host : hosts.all()) {
            var engine = hosts.engine(host.name());
            engine.containers(KIND).stream()
                    .filter(found -> found.owner().id().equals(id))
                    .forEach(found -> engine.remove(found.id()));
        }
    }

    /** Ids of balancers that have a proxy, known or not. */
    List<String> owners() {
        return hosts.all().stream()
                .flatMap(host -> hosts.engine(host.name()).containers(KIND).stream())
                .map(found -> found.owner().id())
                .distinct()
                .toList();
    }

    private Optional<EngineContainer> container(BalancerSettings balancer) {
        return engine(balancer).container(engineName(balancer));
    }

    private Engine engine(BalancerSettings balancer) {
        return hosts.engine(balancer.host());
    }

    private ProxyFiles files(BalancerSettings balancer) {
        return installation.files(balancer.id());
    }

    static String engineName(BalancerSettings balancer) {
        return "berth-" + balancer.id().replace('_', '-');
    }
}
