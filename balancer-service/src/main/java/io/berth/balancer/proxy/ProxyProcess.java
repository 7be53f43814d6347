package io.berth.balancer.proxy;

import io.berth.balancer.balancer.BalancerChanged;
import io.berth.balancer.balancer.BalancerSettings;
import io.berth.balancer.haproxy.ProxyFiles;
import io.berth.balancer.haproxy.ProxyUnreachable;
import io.berth.balancer.haproxy.RuntimeApi;
import io.berth.balancer.proxy.ProxyPlan.Actual;
import io.berth.balancer.proxy.ProxyPlan.Process;
import io.berth.engine.Engine;
import io.berth.engine.EngineContainer;
import io.berth.engine.EngineException;
import io.berth.engine.Host;
import io.berth.engine.Hosts;
import io.berth.engine.Limits;
import io.berth.engine.Owner;
import io.berth.engine.ProxySpec;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** The container that a balancer's HAProxy runs in. */
@ApplicationScoped
class ProxyProcess {
    static final String KIND = BalancerChanged.KIND;

    private static final Logger LOG = Logger.getLogger(ProxyProcess.class);
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

    /**
     * Whoever answers is there: the engine is asked only about a proxy that does not, so that an engine that is away stops
     * neither drains nor samples of proxies that go on.
     */
    Actual actual(BalancerSettings balancer) {
        return answering(balancer)
                .map(structure -> new Actual(Process.ANSWERING, structure))
                .orElseGet(() -> silent(balancer));
    }

    private Optional<String> answering(BalancerSettings balancer) {
        try {
            var structure = new RuntimeApi(files(balancer)).structure().orElse("");
            silences.over(balancer.id());
            return Optional.of(structure);
        } catch (ProxyUnreachable silent) {
            return Optional.empty();
        }
    }

    private Actual silent(BalancerSettings balancer) {
        var container = container(balancer);
        if (container.isEmpty()) {
            silences.over(balancer.id());
            return new Actual(Process.ABSENT, null);
        }
        return switch (container.get().state()) {
            case CREATED, EXITED, DEAD -> new Actual(Process.STOPPED, null);
            // The engine starts it with the last file within a moment, listeners and all; better than ours without
            // them.
            case RESTARTING, RUNNING -> new Actual(silences.failed(balancer.id()), null);
            case PAUSED -> new Actual(Process.SILENT, null);
        };
    }

    /** The engine says that its container ended; how often decides whether its file is to blame. */
    void died(String balancer) {
        silences.died(balancer);
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

    /** Ids of balancers that have a proxy, known or not; those of a host that does not answer are found another time. */
    List<String> owners() {
        return hosts.all().stream()
                .flatMap(host -> containers(host).stream())
                .map(found -> found.owner().id())
                .distinct()
                .toList();
    }

    private List<EngineContainer> containers(Host host) {
        try {
            return hosts.engine(host.name()).containers(KIND);
        } catch (EngineException away) {
            LOG.warnf("proxies of host=%s unknown reason=%s", host.name(), away.getMessage());
            return List.of();
        }
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
