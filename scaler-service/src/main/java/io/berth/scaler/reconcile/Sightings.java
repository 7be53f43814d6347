package io.berth.scaler.reconcile;

import io.berth.engine.EngineContainer;
import io.berth.engine.EngineException;
import io.berth.scaler.fleet.Sight;
import io.berth.scaler.instance.Live;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/** What the engines show of instances' containers. */
@ApplicationScoped
class Sightings {
    private static final Logger LOG = Logger.getLogger(Sightings.class);

    private final Reachability hosts;

    Sightings(Reachability hosts) {
        this.hosts = hosts;
    }

    /** All that the hosts of these instances show now. */
    Seen of(Collection<Live> instances) {
        var found = new HashMap<String, EngineContainer>();
        var silent = new HashSet<String>();
        instances.stream().map(Live::host).distinct().forEach(host -> {
            try {
                var containers = hosts.ask(host, engine -> engine.containers(InstanceStarter.KIND));
                containers
                        .orElse(List.of())
                        .forEach(container -> found.put(container.owner().id(), container));
                if (containers.isEmpty()) {
                    silent.add(host);
                }
            } catch (EngineException e) {
                LOG.warnf("host does not list its containers host=%s reason=\"%s\"", host, e.getMessage());
                silent.add(host);
            } catch (IllegalArgumentException unknown) {
                LOG.warnf("host is not configured any more host=%s", host);
                silent.add(host);
            }
        });
        return new Seen(found, silent);
    }

    /** Containers by instance, and hosts that did not answer. */
    record Seen(Map<String, EngineContainer> containers, Set<String> silent) {

        Sight sight(Live instance) {
            if (silent.contains(instance.host())) {
                return Sight.UNKNOWN;
            }
            return container(instance).map(Seen::sight).orElse(Sight.ABSENT);
        }

        Optional<EngineContainer> container(Live instance) {
            return Optional.ofNullable(containers.get(instance.id()));
        }

        private static Sight sight(EngineContainer container) {
            return switch (container.state()) {
                case CREATED -> Sight.CREATED;
                case EXITED, DEAD -> Sight.EXITED;
                case PAUSED -> Sight.UNHEALTHY;
                case RUNNING, RESTARTING ->
                    switch (container.health()) {
                        case NONE, HEALTHY -> Sight.RUNNING;
                        case STARTING -> Sight.STARTING;
                        case UNHEALTHY -> Sight.UNHEALTHY;
                    };
            };
        }
    }
}
