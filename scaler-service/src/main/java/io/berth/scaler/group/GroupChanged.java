package io.berth.scaler.group;

import io.berth.outbox.DomainEvent;
import io.berth.outbox.FactType;
import java.util.List;

/**
 * What is wanted of a group has changed, or its status has.
 *
 * @param change {@code CREATED}, {@code UPDATED}, {@code SCALED}, {@code READY}, {@code FAILED}, {@code DELETING} or {@code
 *     DELETED}
 * @param pool null without one
 */
@FactType(value = "io.berth.group.changed.v1", topic = "berth.scaler")
public record GroupChanged(
        String group,
        String name,
        String project,
        String change,
        String status,
        String statusReason,
        int min,
        int max,
        int desired,
        String pool,
        int templateVersion,
        Made template)
        implements DomainEvent {

    /** What others need to know of the template. */
    public record Made(String image, List<String> networks, Integer port, List<Template.Mount> mounts) {}

    @Override
    public String subject() {
        return group;
    }

    static GroupChanged of(ScalingGroup group, Template template, String change) {
        return new GroupChanged(
                group.id(),
                group.name(),
                group.project(),
                change,
                group.status().name(),
                group.statusReason(),
                group.minSize(),
                group.maxSize(),
                group.desired(),
                group.pool().orElse(null),
                group.templateVersion(),
                new Made(template.image(), template.networks(), template.port(), template.mounts()));
    }
}
