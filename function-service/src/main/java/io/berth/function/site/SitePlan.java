package io.berth.function.site;

import java.util.ArrayList;
import java.util.List;

/** What to do for a project so that its functions can be invoked, or are gone. Pure. */
final class SitePlan {
    private SitePlan() {}

    /** A function's row. */
    record Row(String id, boolean pending, boolean deleting, long generation) {}

    /**
     * @param network whether the function network is there
     * @param joined whether this service is on it at its address
     * @param closed whether this process has seen to it that instances reach nothing else
     * @param instances of the project on the roster
     */
    record Seen(boolean network, boolean joined, boolean closed, long instances) {}

    static List<Action> between(List<Row> rows, Seen seen) {
        var actions = new ArrayList<Action>();
        rows.stream().filter(Row::deleting).forEach(row -> actions.add(new Close(row.id())));
        if (rows.stream().allMatch(Row::deleting)) {
            actions.add(new CloseSite());
            if (seen.instances() > 0) {
                actions.add(new Await());
            } else if (seen.network()) {
                actions.add(new RemoveNetwork());
            }
            return actions;
        }
        if (!seen.network()) {
            actions.add(new CreateNetwork());
        }
        if (!seen.network() || !seen.joined()) {
            actions.add(new Join());
        }
        if (!seen.network() || !seen.closed()) {
            actions.add(new CloseNetwork());
        }
        actions.add(new OpenSite());
        rows.stream()
                .filter(row -> row.pending() && !row.deleting())
                .forEach(row -> actions.add(new Deploy(row.id(), row.generation())));
        return actions;
    }

    sealed interface Action
            permits Close, CloseSite, Await, RemoveNetwork, CreateNetwork, Join, CloseNetwork, OpenSite, Deploy {}

    /** Let the function's instances go, then its row. */
    record Close(String function) implements Action {}

    /** Keep no instances in stock. */
    record CloseSite() implements Action {}

    /** Instances are still leaving. */
    record Await() implements Action {}

    /** Nobody needs it any more. */
    record RemoveNetwork() implements Action {}

    /** Make it. */
    record CreateNetwork() implements Action {}

    /** Put this service on it. */
    record Join() implements Action {}

    /** Let its containers reach this service's Runtime API and nothing else. */
    record CloseNetwork() implements Action {}

    /** Instances may be started there. */
    record OpenSite() implements Action {}

    /** Everything that this generation needs is there: say so. */
    record Deploy(String function, long generation) implements Action {}
}
