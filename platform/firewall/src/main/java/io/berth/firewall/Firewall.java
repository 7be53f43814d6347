package io.berth.firewall;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.f4b6a3.tsid.TsidCreator;
import io.berth.engine.EngineException;
import io.berth.engine.EngineException.Kind;
import io.berth.engine.FirewallSpec;
import io.berth.engine.Hosts;
import io.berth.engine.Limits;
import io.berth.engine.Owner;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Puts a service's rules in place on a host: tables of its own, {@code berth_<installation>_<service>} in the families inet
 * and bridge, replaced in one transaction by a container that lives for a moment.
 */
@ApplicationScoped
public class Firewall {
    /** Whose the containers are, to the engine. */
    public static final String KIND = "firewall";

    private static final Logger LOG = Logger.getLogger(Firewall.class);
    private static final String EVERY_PROJECT = "*";
    private static final Limits LIMITS = new Limits(1.0, 64L << 20, 32);

    private final Hosts hosts;
    private final Rulesets rulesets;
    private final FirewallConfig config;
    private final String installation;
    private final String table;
    private final Map<String, Ground> grounds = new ConcurrentHashMap<>();

    Firewall(
            Hosts hosts,
            Rulesets rulesets,
            FirewallConfig config,
            @ConfigProperty(name = "berth.installation") String installation,
            @ConfigProperty(name = "quarkus.application.name") String service) {
        this.hosts = hosts;
        this.rulesets = rulesets;
        this.config = config;
        this.installation = installation;
        this.table = ("berth_" + installation + "_" + service.replaceFirst("-service$", ""))
                .replaceAll("[^a-zA-Z0-9_]", "_");
    }

    /** One application at a time on a host, so that a later one never loses to an earlier one. */
    private static final class Ground {
        private final ReentrantLock lock = new ReentrantLock();
        private String said;
    }

    /**
     * Returns once what is wanted now is in place, whether it was before or not.
     *
     * @return whether this process said something else there before
     * @throws EngineException when it is not in place: nothing that relies on the rules may be started
     */
    public boolean ensure(String host) {
        var ground = grounds.computeIfAbsent(host, any -> new Ground());
        ground.lock.lock();
        try {
            var rules = rulesets.wanted(host);
            var script = NftScript.of(table, rules);
            var news = !script.equals(ground.said);
            if (!news && rules.equals(Ruleset.EMPTY)) {
                return false;
            }
            reap(host);
            apply(host, script);
            ground.said = script;
            if (news) {
                LOG.infof(
                        "event=firewall-changed host=%s table=%s closedNetworks=%d",
                        host, table, rules.closed().size());
            }
            return news;
        } finally {
            ground.lock.unlock();
        }
    }

    /** Containers that a process of this service left when it died while they worked: nobody else's are of this owner. */
    private void reap(String host) {
        var engine = hosts.engine(host);
        engine.containers(KIND).stream()
                .filter(container -> container.owner().id().equals(ownerOn(host)))
                .forEach(container -> engine.remove(container.id()));
    }

    private String ownerOn(String host) {
        return table + "@" + host;
    }

    private void apply(String host, String script) {
        // Nobody closes the tool's input: this line tells it that the rules are complete.
        var input = new ByteArrayInputStream((script + "end\n").getBytes(UTF_8));
        var name =
                "berth-" + installation + "-firewall-" + TsidCreator.getTsid().toLowerCase();
        var owner = new Owner(EVERY_PROJECT, KIND, ownerOn(host), host, 1);
        var spec = new FirewallSpec(owner, name, config.image(), List.of("apply"), LIMITS);
        var result = hosts.engine(host).runTool(spec, input, OutputStream.nullOutputStream(), config.deadline());
        if (result.exitCode() != 0) {
            throw new EngineException(
                    Kind.REFUSED, "the packet filter of " + host + " refused its rules: " + result.complaint());
        }
    }
}
