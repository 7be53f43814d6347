package io.berth.scaler.reconcile;

import io.berth.engine.EngineContainer;
import io.berth.engine.EngineException;
import io.berth.engine.Hosts;
import io.berth.scaler.group.FencedOffException;
import io.berth.scaler.group.GroupDesk;
import io.berth.scaler.instance.InstanceDesk;
import io.berth.scaler.instance.Live;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Stops a drained instance's container with its grace, removes it, and records that. */
@ApplicationScoped
class InstanceStopper {
    private static final Logger LOG = Logger.getLogger(InstanceStopper.class);

    /** Between two attempts on an engine that refuses. */
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final Hosts hosts;
    private final GroupDesk groups;
    private final InstanceDesk instances;

    InstanceStopper(Hosts hosts, GroupDesk groups, InstanceDesk instances) {
        this.hosts = hosts;
        this.groups = groups;
        this.instances = instances;
    }

    void stop(Live instance, long epoch, String reason) {
        try {
            var exitCode = removed(instance);
            var why = instance.statusReason() == null ? reason : instance.statusReason() + "; " + reason;
            instances.terminated(instance, epoch, why, exitCode);
            LOG.infof("instance terminated instance=%s group=%s reason=\"%s\"", instance.id(), instance.group(), why);
        } catch (EngineException e) {
            LOG.warnf("stop failed instance=%s reason=\"%s\"", instance.id(), e.getMessage());
            pause();
        } catch (FencedOffException fenced) {
            LOG.warnf("stop not recorded instance=%s reason=\"%s\"", instance.id(), fenced.getMessage());
        }
    }

    /** @return the exit code, null when there is none */
    private Integer removed(Live instance) {
        if (hosts.all().stream().noneMatch(host -> host.name().equals(instance.host()))) {
            LOG.warnf("host not configured any more instance=%s host=%s", instance.id(), instance.host());
            return null;
        }
        var engine = hosts.engine(instance.host());
        var found = engine.container(instance.engineName())
                .filter(container ->
                        container.owner() != null && container.owner().id().equals(instance.id()));
        if (found.isEmpty()) {
            return null;
        }
        var grace =
                groups.template(instance.group(), instance.templateVersion()).stopGrace();
        engine.stop(found.get().id(), grace);
        var exitCode = engine.container(found.get().id())
                .map(EngineContainer::exitCode)
                .orElse(null);
        engine.remove(found.get().id());
        return exitCode;
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
