package io.berth.scaler.reconcile;

import io.berth.engine.ContainerSpec;
import io.berth.engine.Engine;
import io.berth.engine.EngineContainer;
import io.berth.engine.EngineException;
import io.berth.engine.HealthCheck;
import io.berth.engine.Hosts;
import io.berth.engine.Limits;
import io.berth.engine.Owner;
import io.berth.scaler.group.FencedOffException;
import io.berth.scaler.group.Frame;
import io.berth.scaler.group.GroupDesk;
import io.berth.scaler.group.Template;
import io.berth.scaler.instance.InstanceDesk;
import io.berth.scaler.instance.Live;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Makes an instance's container: its row, with a name that follows from its id, is there before. A container that a crash
 * left behind is found by that name and adopted.
 */
@ApplicationScoped
class InstanceStarter {
    private static final Logger LOG = Logger.getLogger(InstanceStarter.class);

    /** Owner kind of instances' containers. */
    static final String KIND = "instance";

    private final Hosts hosts;
    private final Images images;
    private final Networks networks;
    private final Volumes volumes;
    private final GroupDesk groups;
    private final InstanceDesk instances;
    private final LaunchFailures failures;
    private final EngineTasks tasks;

    InstanceStarter(
            Hosts hosts,
            Images images,
            Networks networks,
            Volumes volumes,
            GroupDesk groups,
            InstanceDesk instances,
            LaunchFailures failures,
            EngineTasks tasks) {
        this.hosts = hosts;
        this.images = images;
        this.networks = networks;
        this.volumes = volumes;
        this.groups = groups;
        this.instances = instances;
        this.failures = failures;
        this.tasks = tasks;
    }

    /** Runs until the container does; records either end. */
    void start(Frame group, Live instance, long epoch) {
        try {
            var engine = hosts.engine(instance.host());
            var template = groups.template(group.id(), instance.templateVersion());
            var container = running(engine, group, template, instance);
            var address = networks.attachments(group, template.networks(), group.name()).stream()
                    .findFirst()
                    .map(network -> container.addresses().get(network.engineName()));
            instances.running(instance, epoch, container.id(), address.orElse(null));
            LOG.infof("instance launched instance=%s group=%s container=%s", instance.id(), group.id(), container.id());
        } catch (EngineException | LaunchException | IllegalArgumentException e) {
            failed(group, instance, epoch, e);
        } catch (FencedOffException fenced) {
            LOG.warnf("launch not recorded instance=%s reason=\"%s\"", instance.id(), fenced.getMessage());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private EngineContainer running(Engine engine, Frame group, Template template, Live instance)
            throws InterruptedException {
        var left = adoptable(engine, instance);
        if (left.filter(EngineContainer::running).isPresent()) {
            return left.get();
        }
        var image = images.ready(instance.host(), engine, template.image());
        return tasks.starting(instance.host(), () -> {
            // Also for one that a crash left half made: creating again finds it by its owner and joins the networks it
            // still lacks.
            var id = engine.createContainer(spec(group, template, instance, image));
            engine.start(id);
            return engine.container(id).orElseThrow(() -> new LaunchException("its container vanished"));
        });
    }

    private static Optional<EngineContainer> adoptable(Engine engine, Live instance) {
        return engine.container(instance.engineName())
                .filter(found -> found.owner() != null && found.owner().id().equals(instance.id()));
    }

    private ContainerSpec spec(Frame group, Template template, Live instance, String image) {
        return new ContainerSpec(
                new Owner(group.project(), KIND, instance.id(), instance.name(), instance.templateVersion()),
                instance.engineName(),
                image,
                template.command(),
                template.entrypoint(),
                template.env(),
                networks.attachments(group, template.networks(), group.name()),
                volumes.mounts(group, template.mounts()),
                limits(template.resources()),
                check(template.healthCheck()),
                template.stopGrace(),
                template.readOnlyRoot(),
                template.user());
    }

    private static Limits limits(Template.Resources wanted) {
        return wanted == null ? null : new Limits(wanted.cpus(), wanted.memoryBytes(), wanted.pids());
    }

    private static HealthCheck check(Template.Check wanted) {
        return wanted == null
                ? null
                : new HealthCheck(
                        wanted.command(), wanted.interval(), wanted.timeout(), wanted.retries(), wanted.startPeriod());
    }

    private void failed(Frame group, Live instance, long epoch, RuntimeException cause) {
        LOG.warnf("launch failed instance=%s group=%s reason=\"%s\"", instance.id(), group.id(), cause.getMessage());
        // Recorded first: whoever lost the group to another writer is refused here and must not touch that one's
        // container.
        failures.note(group, instance, epoch, cause.getMessage());
        remove(instance);
    }

    private void remove(Live instance) {
        try {
            var engine = hosts.engine(instance.host());
            var left = adoptable(engine, instance);
            if (left.isPresent()) {
                engine.stop(left.get().id(), Duration.ZERO);
                engine.remove(left.get().id());
            }
        } catch (EngineException e) {
            LOG.infof("remains are left to the reaper instance=%s reason=\"%s\"", instance.id(), e.getMessage());
        }
    }
}
