package io.berth.volume.volume;

import io.berth.outbox.FactHandler;
import io.berth.outbox.ReceivedFact;
import io.berth.web.Tenant;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Remembers which volumes the templates of groups name: a group between two instances, or scaled to none, still needs its
 * volume.
 */
@ApplicationScoped
class GroupMounts implements FactHandler {
    private final GroupMountRepository mounts;
    private final Tenant tenant;

    GroupMounts(GroupMountRepository mounts, Tenant tenant) {
        this.mounts = mounts;
        this.tenant = tenant;
    }

    /** What is read of a group's fact. */
    record GroupChanged(String name, String status, Template template) {
        record Template(List<Mount> mounts) {}

        record Mount(String volume) {}

        List<String> volumes() {
            // One that goes starts nothing more; what still runs of it the engine tells.
            if ("DELETING".equals(status) || template == null || template.mounts() == null) {
                return List.of();
            }
            return template.mounts().stream()
                    .map(Mount::volume)
                    .filter(Objects::nonNull)
                    .toList();
        }
    }

    @Override
    public Set<String> types() {
        return Set.of("io.berth.group.changed.v1");
    }

    @Override
    public void on(ReceivedFact fact) {
        var group = fact.dataAs(GroupChanged.class);
        tenant.run(fact.origin().project(), () -> mounts.replace(fact.subject(), group.name(), group.volumes()));
    }
}
