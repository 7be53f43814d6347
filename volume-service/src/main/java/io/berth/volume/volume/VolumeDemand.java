package io.berth.volume.volume;

import io.berth.web.ProblemException;
import io.berth.web.ResourceStatus;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Who will want a volume although nobody mounts it: groups whose template names it. Never called inside a transaction. */
@ApplicationScoped
class VolumeDemand {
    private static final Duration FACTS_BEHIND = Duration.ofSeconds(1);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

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
        var groups = volume.status() == ResourceStatus.FAILED ? List.<String>of() : groups(volume);
        if (!groups.isEmpty()) {
            throw new ProblemException(
                    VolumeError.VOLUME_IN_USE,
                    volume.name() + " is in the templates of these groups: " + String.join(", ", groups),
                    "Delete them, or take it out of their templates, first.");
        }
    }

    /** Facts come some milliseconds after what they tell: who has just deleted the last group is not refused for that. */
    private List<String> groups(VolumeView volume) {
        var deadline = System.nanoTime() + FACTS_BEHIND.toNanos();
        var found = mounts.groupsNaming(volume);
        while (!found.isEmpty() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
            found = mounts.groupsNaming(volume);
        }
        return found;
    }
}
