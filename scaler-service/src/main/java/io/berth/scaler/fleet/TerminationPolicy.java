package io.berth.scaler.fleet;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Which instances go when a group shrinks: unguarded ones only; those not in service before those that are; then the one in
 * the fullest zone; then by the group's rule; then the one with the least requests in flight.
 */
final class TerminationPolicy {
    private final TerminationRule rule;
    private final Predicate<Member> serves;

    /** @param serves whether a member is in service and well */
    TerminationPolicy(TerminationRule rule, Predicate<Member> serves) {
        this.rule = rule;
        this.serves = serves;
    }

    /** At most {@code count} of the members, first to go first; fewer when the rest are guarded. */
    List<Member> choose(List<Member> members, int count) {
        var left = new ArrayList<>(members);
        var chosen = new ArrayList<Member>();
        while (chosen.size() < count) {
            var next = left.stream().filter(m -> !m.guarded()).min(order(left));
            if (next.isEmpty()) {
                return chosen;
            }
            left.remove(next.get());
            chosen.add(next.get());
        }
        return chosen;
    }

    private Comparator<Member> order(List<Member> left) {
        Map<String, Long> perZone = left.stream().collect(Collectors.groupingBy(Member::zone, Collectors.counting()));
        return Comparator.comparingInt(this::usefulness)
                .thenComparing(m -> -perZone.get(m.zone()))
                .thenComparing(byRule())
                .thenComparingInt(Member::inflight)
                .thenComparing(Member::id);
    }

    private int usefulness(Member member) {
        return switch (member.status()) {
            case DRAINING, TERMINATED -> 0;
            case UNHEALTHY -> serves.test(member) ? 4 : 1;
            case LAUNCHING -> 2;
            case CHECKING -> 3;
            case IN_SERVICE -> serves.test(member) ? 4 : 1;
        };
    }

    private Comparator<Member> byRule() {
        return switch (rule) {
            case OLDEST -> Comparator.comparing(Member::createdAt);
            case NEWEST -> Comparator.comparing(Member::createdAt).reversed();
            case LEAST_LOADED -> Comparator.comparingInt(Member::inflight);
            case OLDEST_TEMPLATE ->
                Comparator.comparingInt(Member::templateVersion).thenComparing(Member::createdAt);
        };
    }
}
