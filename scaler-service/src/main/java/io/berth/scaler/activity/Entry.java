package io.berth.scaler.activity;

/**
 * What to write down.
 *
 * @param policy null when no policy was involved, as are metric, value, target and rule then
 * @param verdict OUT, IN, HOLD, NO_DATA for decisions; REPLACED, FAILED for instances, SKIPPED for hosts
 * @param instance null when none in particular is meant
 */
public record Entry(
        String group,
        Kind kind,
        String policy,
        String metric,
        Double value,
        Double target,
        String rule,
        String verdict,
        String reason,
        int from,
        int to,
        String instance) {

    /** What an activity is about. */
    public enum Kind {
        SCALING,
        LAUNCH,
        REPLACEMENT
    }

    /** About one instance, or about launching in general when it is null. */
    public static Entry about(String group, Kind kind, String verdict, String reason, int desired, String instance) {
        return new Entry(group, kind, null, null, null, null, null, verdict, reason, desired, desired, instance);
    }
}
