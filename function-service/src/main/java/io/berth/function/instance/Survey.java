package io.berth.function.instance;

import io.berth.engine.EngineChange;
import io.berth.engine.EngineContainer;
import io.berth.engine.EngineEvents;
import io.berth.engine.EngineException;
import io.berth.engine.Host;
import io.berth.engine.Hosts;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Compares the fleet with the containers there are: who died, who vanished, and what an earlier process left behind. */
@ApplicationScoped
class Survey {
    private static final Logger LOG = Logger.getLogger(Survey.class);
    private static final Set<String> ENDS = Set.of("die", "oom", "kill", "destroy");

    private final Fleet fleet;
    private final Hosts hosts;
    private final EngineEvents events;
    private final InstanceContainers containers;
    private final Epoch epoch;
    private final ReentrantLock one = new ReentrantLock();

    Survey(Fleet fleet, Hosts hosts, EngineEvents events, InstanceContainers containers, Epoch epoch) {
        this.fleet = fleet;
        this.hosts = hosts;
        this.events = events;
        this.containers = containers;
        this.epoch = epoch;
    }

    void start() {
        events.onChange(this::changed);
    }

    /** Every container of every host. */
    void all() {
        hosts.all().forEach(this::host);
    }

    private void changed(EngineChange change) {
        if (change.isResync()) {
            Thread.ofVirtual().name("survey").start(this::all);
        } else if (InstanceContainers.KIND.equals(change.kind()) && ENDS.contains(change.action())) {
            fleet.instance(change.ownerId())
                    .ifPresent(instance ->
                            Thread.ofVirtual().name("survey-" + instance.id).start(() -> one(instance)));
        }
    }

    private void one(Instance instance) {
        if (instance.container == null || instance.state == Instance.State.LEAVING) {
            return;
        }
        try {
            var found = hosts.engine(instance.site.host()).container(instance.container);
            if (found.isEmpty()) {
                fleet.dies(instance, new Death(false, null, LogTail.NONE));
            } else {
                lookAt(instance, found.get());
            }
        } catch (EngineException e) {
            LOG.warnf("instance not seen instance=%s reason=%s", instance.id, e.getMessage());
        }
    }

    private void lookAt(Instance instance, EngineContainer found) {
        if (found.exitCode() != null && instance.state != Instance.State.LEAVING) {
            fleet.dies(instance, new Death(found.oomKilled(), found.exitCode(), containers.lastWords(instance)));
        }
    }

    private void host(Host host) {
        one.lock();
        try {
            // Known first: what is made from now on is in the list, or not asked for.
            var known = fleet.instances().stream()
                    .filter(instance ->
                            instance.container != null && instance.site.host().equals(host.name()))
                    .toList();
            var found = hosts.engine(host.name()).containers(InstanceContainers.KIND).stream()
                    .collect(
                            Collectors.toMap(container -> container.owner().id(), container -> container, (a, b) -> a));
            for (var instance : known) {
                var container = found.get(instance.id);
                if (container == null) {
                    one(instance);
                } else {
                    lookAt(instance, container);
                }
            }
            found.values().stream().filter(this::orphaned).forEach(orphan -> remove(host, orphan));
        } catch (EngineException e) {
            LOG.warnf("instances not seen host=%s reason=%s", host.name(), e.getMessage());
        } finally {
            one.unlock();
        }
    }

    private boolean orphaned(EngineContainer container) {
        return container.owner().generation() <= epoch.number()
                && fleet.instance(container.owner().id()).isEmpty();
    }

    private void remove(Host host, EngineContainer orphan) {
        LOG.infof(
                "orphan removed container=%s epoch=%d",
                orphan.name(), orphan.owner().generation());
        hosts.engine(host.name()).remove(orphan.id());
    }
}
