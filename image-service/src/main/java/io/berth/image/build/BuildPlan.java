package io.berth.image.build;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which waiting build is next: projects take turns, however many builds one of them has waiting. Pure. */
final class BuildPlan {
    private BuildPlan() {}

    /** @param since when it was asked for */
    record Waiting(String id, String project, Instant since) {}

    /**
     * @param running builds per project
     * @param lastStart of each project's builds; a project that is not in it never had one
     * @param free builds that may start
     * @return ids in the order to start them: of the project with the fewest running, among those of the one whose last
     *     start is longest ago, among those the one that waits longest
     */
    static List<String> next(
            List<Waiting> waiting, Map<String, Integer> running, Map<String, Instant> lastStart, int free) {
        var left = new ArrayList<>(waiting);
        var counts = new HashMap<>(running);
        var starts = new HashMap<>(lastStart);
        var chosen = new ArrayList<String>();
        while (chosen.size() < free && !left.isEmpty()) {
            var order = Comparator.<Waiting>comparingInt(one -> counts.getOrDefault(one.project(), 0))
                    .thenComparing(one -> starts.getOrDefault(one.project(), Instant.MIN))
                    .thenComparing(Waiting::since)
                    .thenComparing(Waiting::id);
            var next = left.stream().min(order).orElseThrow();
            left.remove(next);
            counts.merge(next.project(), 1, Integer::sum);
            starts.put(next.project(), Instant.MAX);
            chosen.add(next.id());
        }
        return chosen;
    }
}
