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

    /**
     * What others need to know of the template.
     *
     * @param repository of Berth's registry, null for a foreign image
     * @param reference tag or digest there, null for a foreign image
     */
    public record Made(
            String image,
            String repository,
            String reference,
            List<String> networks,
            Integer port,
            List<Template.Mount> mounts) {

        static Made of(Template template, String registry) {
            var own =
                    ImageReference.parse(template.image(), registry) instanceof ImageReference.Own found ? found : null;
            return new Made(
                    template.image(),
                    own == null ? null : own.repository(),
                    own == null ? null : own.reference(),
                    template.networks(),
                    template.port(),
                    template.mounts());
        }
    }

    @Override
    public String subject() {
        return group;
    }

    static GroupChanged of(ScalingGroup group, Made template, String change) {
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
                template);
    }
}
