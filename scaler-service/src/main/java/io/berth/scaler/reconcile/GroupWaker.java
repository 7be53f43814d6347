package io.berth.scaler.reconcile;

import io.berth.engine.ReconcileLoops;
import io.berth.outbox.ProjectionChanged;
import io.berth.scaler.group.GroupTouched;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Set;

/** Wakes groups for what neither their rows nor their containers tell. */
@ApplicationScoped
class GroupWaker {
    private static final Set<String> TOPICS = Set.of(NetworkState.TOPIC, VolumeState.TOPIC);

    private final ReconcileLoops loops;

    GroupWaker(ReconcileLoops loops) {
        this.loops = loops;
    }

    void wake(String group) {
        loops.wake(GroupTouched.KIND, group);
    }

    void projected(@Observes ProjectionChanged change) {
        if (TOPICS.contains(change.topic())) {
            loops.wakeAll(GroupTouched.KIND);
        }
    }
}
