package io.berth.cli.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the demo did.
 *
 * @param ok whether everything went as it should
 * @param image what the group ran
 * @param url where it answers
 * @param seconds how long each step took, and the whole
 * @param mostInstances how far the group grew
 * @param requests sent
 * @param failures requests without a good answer
 * @param latencyMs p50, p99 and max of the answers
 * @param answersByInstance who answered how many
 * @param visits how many visits the volume counted meanwhile, or null without one
 * @param functions how fast each function answered
 * @param facts how many facts all of it caused
 * @param missing services that are not part of this installation
 */
record Summary(
        boolean ok,
        String image,
        String url,
        Map<String, Double> seconds,
        int mostInstances,
        long requests,
        long failures,
        Map<String, Double> latencyMs,
        Map<String, Long> answersByInstance,
        Long visits,
        List<Functions.Speed> functions,
        int facts,
        List<String> missing) {

    List<String> table() {
        List<String> lines = new ArrayList<>();
        seconds.forEach((step, time) -> lines.add(row(step, String.format(Locale.ROOT, "%.1f s", time))));
        lines.add(row("instances at the peak", Integer.toString(mostInstances)));
        lines.add(row("instances that answered", Integer.toString(answersByInstance.size())));
        lines.add(row("requests", Long.toString(requests)));
        lines.add(row("failures", Long.toString(failures)));
        latencyMs.forEach(
                (name, time) -> lines.add(row("latency " + name, String.format(Locale.ROOT, "%.1f ms", time))));
        if (visits != null) {
            lines.add(row("visits in the volume", visits.toString()));
        }
        functions.forEach(speed -> {
            lines.add(row(
                    speed.runtime() + " " + speed.firstStart(),
                    String.format(Locale.ROOT, "%.1f ms", speed.firstMs())));
            lines.add(row(speed.runtime() + " warm p50", String.format(Locale.ROOT, "%.1f ms", speed.warmMs())));
        });
        lines.add(row("facts", Integer.toString(facts)));
        return lines;
    }

    private static String row(String name, String value) {
        return String.format(Locale.ROOT, "%-26s%12s", name, value);
    }
}
