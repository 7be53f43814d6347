package io.berth.scaler.reconcile;

import io.berth.scaler.fleet.Action;
import io.berth.scaler.instance.InstanceDesk;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Carries out a plan's steps: rows at once, the engine's work beside the pass. */
@ApplicationScoped
class GroupActions {
    private final InstanceDesk instances;
    private final Launches launches;
    private final Losses losses;
    private final InstanceStarter starter;
    private final InstanceStopper stopper;
    private final EngineTasks tasks;

    GroupActions(
            InstanceDesk instances,
            Launches launches,
            Losses losses,
            InstanceStarter starter,
            InstanceStopper stopper,
            EngineTasks tasks) {
        this.instances = instances;
        this.launches = launches;
        this.losses = losses;
        this.starter = starter;
        this.stopper = stopper;
        this.tasks = tasks;
    }

    /** @return whether rows changed, so that another pass should follow */
    boolean carryOut(Survey.Pass pass, List<Action> plan) {
        boolean changed = false;
        for (var action : plan) {
            changed |= step(pass, action);
        }
        return changed;
    }

    private boolean step(Survey.Pass pass, Action action) {
        return switch (action) {
            case Action.Launch a -> launches.launch(pass, a);
            case Action.Serve a -> changed(() -> instances.serve(pass.row(a.instance()), pass.epoch()));
            case Action.Suspect a -> changed(() -> instances.suspect(pass.row(a.instance()), pass.epoch(), a.reason()));
            case Action.Drain a -> changed(() -> losses.drain(pass, a));
            case Action.Forget a -> changed(() -> losses.forget(pass, a));
            case Action.Start a -> start(pass, a);
            case Action.Stop a -> stop(pass, a);
            case Action.AwaitHealthy a -> false;
            case Action.AwaitDrained a -> false;
            case Action.AwaitLaunch a -> false;
        };
    }

    private static boolean changed(Runnable step) {
        step.run();
        return true;
    }

    private boolean start(Survey.Pass pass, Action.Start action) {
        var row = pass.row(action.instance());
        tasks.run(pass.group(), row.id(), () -> starter.start(pass.group(), row, pass.epoch()));
        return false;
    }

    private boolean stop(Survey.Pass pass, Action.Stop action) {
        var row = pass.row(action.instance());
        tasks.run(pass.group(), row.id(), () -> stopper.stop(row, pass.epoch(), action.reason()));
        return false;
    }
}
