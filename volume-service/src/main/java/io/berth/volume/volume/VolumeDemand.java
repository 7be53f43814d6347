package io.berth.volume.volume;

import io.berth.outbox.LateFacts;
import io.berth.web.ProblemException;
import io.berth.web.ResourceStatus;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Who will want a volume although nobody mounts it: groups whose template names it. Never called inside a transaction. */
@ApplicationScoped
class VolumeDemand {
    private final GroupMountRepository mounts;

    VolumeDemand(GroupMountRepository mounts) {
        this.mounts = mounts;
    }

    /**
     * A failed volume serves no group and may go although a template names it: that is how it is made anew.
     *
     * @throws ProblemException naming the groups
     */
    void requireNone(VolumeView volume) {
        var groups = volume.status() == ResourceStatus.FAILED
                ? List.<String>of()
                : LateFacts.awaitNone(() -> mounts.groupsNaming(volume));
        if (!groups.isEmpty()) {
            throw new ProblemException(
                    VolumeError.VOLUME_IN_USE,
                    volume.name() + " is in the templates of these groups: " + String.join(", ", groups),
                    "Delete them, or take it out of their templates, first.");
        }
    }
}
