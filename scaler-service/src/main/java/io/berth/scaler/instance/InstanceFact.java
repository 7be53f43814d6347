package io.berth.scaler.instance;

import io.berth.outbox.DomainEvent;
import io.berth.outbox.FactType;
import java.time.Duration;
import java.time.Instant;

/** What happened to an instance. */
public sealed interface InstanceFact extends DomainEvent {

    String instance();

    @Override
    default String subject() {
        return instance();
    }

    /**
     * Its container runs.
     *
     * @param address on the template's first network; null on none
     * @param port null without one
     */
    @FactType(value = "io.berth.instance.launched.v1", topic = "berth.scaler")
    record Launched(
            String instance,
            String name,
            String group,
            String host,
            String zone,
            int templateVersion,
            String containerId,
            String address,
            Integer port)
            implements InstanceFact {
        static Launched of(Instance of) {
            return new Launched(
                    of.id(),
                    of.name(),
                    of.groupId(),
                    of.host(),
                    of.zone(),
                    of.templateVersion(),
                    of.containerId(),
                    of.address(),
                    of.port());
        }
    }

    /** It is healthy and counts as capacity. */
    @FactType(value = "io.berth.instance.inservice.v1", topic = "berth.scaler")
    record InService(String instance, String name, String group, long afterMs) implements InstanceFact {
        static InService of(Instance of, Instant now) {
            return new InService(
                    of.id(),
                    of.name(),
                    of.groupId(),
                    Duration.between(of.createdAt(), now).toMillis());
        }
    }

    /** It stopped being healthy. */
    @FactType(value = "io.berth.instance.unhealthy.v1", topic = "berth.scaler")
    record Unhealthy(String instance, String name, String group, String reason) implements InstanceFact {
        static Unhealthy of(Instance of) {
            return new Unhealthy(of.id(), of.name(), of.groupId(), of.statusReason());
        }
    }

    /** It gets no new requests and will be stopped at the deadline, or earlier. */
    @FactType(value = "io.berth.instance.terminating.v1", topic = "berth.scaler")
    record Terminating(String instance, String name, String group, String reason, Instant drainDeadline)
            implements InstanceFact {
        static Terminating of(Instance of) {
            return new Terminating(of.id(), of.name(), of.groupId(), of.statusReason(), of.drainDeadline());
        }
    }

    /**
     * It is gone from the engine.
     *
     * @param exitCode null when it is not known or it never ran
     * @param inServiceMs from its first coming into service; 0 when it never did
     */
    @FactType(value = "io.berth.instance.terminated.v1", topic = "berth.scaler")
    record Terminated(String instance, String name, String group, String reason, Integer exitCode, long inServiceMs)
            implements InstanceFact {
        static Terminated of(Instance of, Instant now) {
            long served = of.inServiceAt() == null
                    ? 0
                    : Duration.between(of.inServiceAt(), now).toMillis();
            return new Terminated(of.id(), of.name(), of.groupId(), of.statusReason(), of.exitCode(), served);
        }
    }
}
