package io.berth.image.use;

import io.berth.outbox.FactHandler;
import io.berth.outbox.ReceivedFact;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/** Remembers which image of this registry the template of each group names. */
@ApplicationScoped
class GroupImages implements FactHandler {
    private final GroupImageRepository images;

    GroupImages(GroupImageRepository images) {
        this.images = images;
    }

    /** What is read of a group's fact. */
    record GroupChanged(String name, String change, String status, Template template) {
        record Template(String repository, String reference) {}

        /** One that goes starts nothing more. */
        boolean usesAnImageHere() {
            return !"DELETING".equals(status)
                    && !"DELETED".equals(change)
                    && template != null
                    && template.repository() != null;
        }
    }

    @Override
    public Set<String> types() {
        return Set.of("io.berth.group.changed.v1");
    }

    @Override
    public void on(ReceivedFact fact) {
        var group = fact.dataAs(GroupChanged.class);
        images.forget(fact.subject());
        if (group.usesAnImageHere()) {
            var template = group.template();
            images.add(fact.subject(), group.name(), template.repository(), template.reference());
        }
    }
}
