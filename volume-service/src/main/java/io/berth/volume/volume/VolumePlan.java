package io.berth.volume.volume;

import java.util.List;
import java.util.Optional;

/** What to do so that the engine matches what is wanted. Pure. */
final class VolumePlan {
    private VolumePlan() {}

    /**
     * @param wanted the row
     * @param actual the volume of that name and owner on the engine
     */
    static List<Action> between(Wanted wanted, Optional<Actual> actual) {
        if (wanted.deleting()) {
            return actual.map(VolumePlan::removal).orElse(List.of(new RecordGone()));
        }
        if (actual.isPresent()) {
            return List.of(new RecordFound());
        }
        if (wanted.failed()) {
            return List.of();
        }
        // Made again it would be empty: whoever mounted it would start from nothing and not know.
        return List.of(wanted.made() && wanted.diesWithItsVolume() ? new RecordLost() : new Create());
    }

    private static List<Action> removal(Actual actual) {
        return actual.users().isEmpty()
                ? List.of(new Remove(), new RecordGone())
                : List.of(new AwaitFree(actual.users()));
    }

    /**
     * The row, as far as the decision needs it.
     *
     * @param made the engine had it before
     * @param diesWithItsVolume its data are gone when the engine has it no more
     */
    record Wanted(boolean deleting, boolean failed, boolean made, boolean diesWithItsVolume) {}

    /** @param users names of the containers that mount it */
    record Actual(List<String> users) {}

    sealed interface Action permits Create, Remove, RecordFound, RecordLost, RecordGone, AwaitFree {}

    /** Make it. */
    record Create() implements Action {}

    /** Take it away. */
    record Remove() implements Action {}

    /** It is there: say so. */
    record RecordFound() implements Action {}

    /** It was there, with data, and is no more: say so, and leave what to do to the user. */
    record RecordLost() implements Action {}

    /** It is gone: forget it. */
    record RecordGone() implements Action {}

    /** Somebody mounted it after the delete was accepted: wait until they are gone. */
    record AwaitFree(List<String> users) implements Action {}
}
