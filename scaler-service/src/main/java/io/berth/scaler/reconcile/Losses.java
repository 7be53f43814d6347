package io.berth.scaler.reconcile;

import io.berth.engine.EngineContainer;
import io.berth.scaler.activity.ActivityLog;
import io.berth.scaler.activity.Entry;
import io.berth.scaler.fleet.Action;
import io.berth.scaler.instance.InstanceDesk;
import io.berth.scaler.instance.Live;
import jakarta.enterprise.context.ApplicationScoped;

/** Takes instances out of service: on purpose, or because they died. */
@ApplicationScoped
class Losses {
    private final InstanceDesk instances;
    private final LaunchFailures failures;
    private final ActivityLog activities;

    Losses(InstanceDesk instances, LaunchFailures failures, ActivityLog activities) {
        this.instances = instances;
        this.failures = failures;
        this.activities = activities;
    }

    void drain(Survey.Pass pass, Action.Drain action) {
        var row = pass.row(action.instance());
        instances.drain(row, pass.epoch(), action.reason(), action.unwanted());
        if (!action.unwanted()) {
            note(pass, row, action.reason(), action.failed());
        }
    }

    void forget(Survey.Pass pass, Action.Forget action) {
        var row = pass.row(action.instance());
        var reason =
                action.reason() + pass.seen().container(row).map(Losses::ending).orElse("");
        instances.lost(row, pass.epoch(), reason);
        note(pass, row, reason, action.failed());
    }

    private void note(Survey.Pass pass, Live row, String reason, boolean failed) {
        var group = pass.group();
        if (failed) {
            failures.noteRun(group, row, pass.epoch(), reason);
        }
        activities.note(
                group.project(),
                Entry.about(group.id(), Entry.Kind.REPLACEMENT, "REPLACED", reason, group.desired(), row.id()));
    }

    private static String ending(EngineContainer container) {
        return container.oomKilled() ? " (out of memory)" : " (exit code %d)".formatted(container.exitCode());
    }
}
