package io.berth.scaler.activity;

/**
 * What to write down.
 *
 * @param policy null when no policy was involved, as are metric, value, target and rule then
 * @param verdict OUT, IN, HOLD, NO_DATA for decisions; REPLACED, REMOVED, FAILED for instances
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

    /** Equal decisions one after the other are one activity: what policy, what verdict, between which sizes. */
    String sameness() {
        return String.join(
                "|",
                group,
                kind.name(),
                String.valueOf(policy),
                verdict,
                String.valueOf(from),
                String.valueOf(to),
                String.valueOf(instance));
    }
}
