package io.berth.network.network;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What to do so that the engine matches what is wanted. Pure. */
final class NetworkPlan {
    private NetworkPlan() {}

    /**
     * @param wanted the row
     * @param actual every network on the engine that carries the row's id: none, one, or two when a create was told twice
     */
    static List<Action> between(Wanted wanted, List<Actual> actual) {
        if (wanted.deleting()) {
            return removal(actual);
        }
        if (actual.isEmpty()) {
            return wanted.failed() ? List.of() : List.of(new Create());
        }
        var kept = actual.stream().max(BUSIEST_THEN_FIRST).orElseThrow();
        var actions = new ArrayList<Action>();
        // A double with somebody on it is left for a later pass: taking it away would cut them off.
        actual.stream()
                .filter(other -> other != kept && other.attachments() == 0)
                .map(other -> new Remove(other.engineId()))
                .forEach(actions::add);
        actions.add(new RecordFound(kept.engineId()));
        return actions;
    }

    // Two passes must choose alike, whatever order the engine lists them in.
    private static final Comparator<Actual> BUSIEST_THEN_FIRST = Comparator.comparingInt(Actual::attachments)
            .thenComparing(Comparator.comparing(Actual::engineId).reversed());

    private static List<Action> removal(List<Actual> actual) {
        if (actual.stream().anyMatch(network -> network.attachments() > 0)) {
            return List.of(new AwaitFree());
        }
        var actions = new ArrayList<Action>();
        actual.forEach(network -> actions.add(new Remove(network.engineId())));
        actions.add(new RecordGone());
        return actions;
    }

    /** The row, as far as the decision needs it. */
    record Wanted(boolean deleting, boolean failed) {}

    /** A network on the engine. */
    record Actual(String engineId, int attachments) {}

    sealed interface Action permits Create, Remove, RecordFound, RecordGone, AwaitFree {}

    /** Make it. */
    record Create() implements Action {}

    /** Take this one away. */
    record Remove(String engineId) implements Action {}

    /** It is there: say so. */
    record RecordFound(String engineId) implements Action {}

    /** It is gone: forget it. */
    record RecordGone() implements Action {}

    /** Somebody joined after the delete was accepted: wait until they left. */
    record AwaitFree() implements Action {}
}
