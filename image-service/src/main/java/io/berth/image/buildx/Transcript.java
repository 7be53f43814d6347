package io.berth.image.buildx;

import io.berth.image.buildx.SolveUpdate.Output;
import io.berth.image.buildx.SolveUpdate.Vertex;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Tells a build as lines for people, in the manner of BuildKit's plain progress: {@code #3 [2/3] RUN make},
 * {@code #3 0.512 cc -o app}, {@code #3 DONE 2.1s}. Remembers what failed. One build, one thread.
 */
final class Transcript implements RawJsonProgress.Listener {
    private static final Pattern EXIT_CODE = Pattern.compile("exit code: (\\d+)");
    private static final Pattern LINE =
            Pattern.compile("(?:dockerfile parse error (?:on )?line |Dockerfile[^:\\s]*:)(\\d+)");

    /** What each layer of the builder puts before the reason. */
    private static final Pattern WRAPPING = Pattern.compile("^(?:failed to solve: |rpc error: code = \\w+ desc = "
            + "|failed to solve with frontend \\S+: |failed to create LLB definition: )+");

    private static final String FAILURE = "ERROR: ";

    /** What steps say that ended because another one failed. */
    private static final String CONSEQUENCE = "context canceled";

    private static final int LONGEST_MESSAGE = 2000;

    private final BuildListener listener;
    private final Dockerfile dockerfile;
    private final Map<String, Step> steps = new LinkedHashMap<>();
    private final List<String> complaints = new ArrayList<>();
    private Step failed;

    Transcript(BuildListener listener, Dockerfile dockerfile) {
        this.listener = listener;
        this.dockerfile = dockerfile;
    }

    @Override
    public void update(SolveUpdate update) {
        var lines = new ArrayList<String>();
        for (var vertex : update.vertexes()) {
            vertex(vertex, lines);
        }
        for (var output : update.logs()) {
            output(output, lines);
        }
        if (!lines.isEmpty()) {
            listener.lines(lines);
        }
    }

    @Override
    public void text(String line) {
        if (line.startsWith(FAILURE) || LINE.matcher(line).find()) {
            complaints.add(line);
        }
        listener.lines(List.of(line));
    }

    private void vertex(Vertex vertex, List<String> lines) {
        if (vertex.digest() == null || vertex.name() == null) {
            return;
        }
        listener.named(vertex.name());
        if (vertex.started() == null) {
            return;
        }
        var step = steps.get(vertex.digest());
        if (step == null) {
            step = new Step(steps.size() + 1, vertex.name(), vertex.started());
            steps.put(vertex.digest(), step);
            lines.add(step.prefix() + vertex.name());
        }
        if (vertex.completed() == null || step.ended()) {
            return;
        }
        step.flush(lines);
        if (vertex.error() != null && !vertex.error().isEmpty()) {
            step.end(vertex.error());
            failed = failed == null || failed.error().contains(CONSEQUENCE) ? step : failed;
            lines.add(step.prefix() + "ERROR: " + vertex.error());
        } else {
            step.end(null);
            var took = Duration.between(vertex.started(), vertex.completed()).toMillis() / 1000.0;
            lines.add(step.prefix() + (vertex.cached() ? "CACHED" : String.format(Locale.ROOT, "DONE %.1fs", took)));
        }
    }

    private void output(Output output, List<String> lines) {
        var step = steps.get(output.vertex());
        if (step != null && output.data() != null) {
            step.wrote(output.data(), output.timestamp(), lines);
        }
    }

    /** What broke, once the builder has ended badly; empty when it did not say. */
    Optional<FailedStep> failure() {
        var complaint =
                complaints.stream().filter(line -> line.startsWith(FAILURE)).reduce((first, last) -> last);
        var message = complaint.map(line -> line.substring(FAILURE.length()));
        if (failed == null) {
            return message.map(text -> new FailedStep(null, said(), exitCode(text), cut(text), null));
        }
        var line = dockerfile.lineOf(failed.name()).orElseGet(this::said);
        return Optional.of(
                new FailedStep(failed.name(), line, exitCode(failed.error()), cut(failed.error()), failed.tail()));
    }

    /** The line that the builder's own words name; null for none. */
    private Integer said() {
        for (var complaint : complaints) {
            var named = LINE.matcher(complaint);
            if (named.find()) {
                return Integer.valueOf(named.group(1));
            }
        }
        return null;
    }

    private static Integer exitCode(String error) {
        var code = EXIT_CODE.matcher(error);
        return code.find() ? Integer.valueOf(code.group(1)) : null;
    }

    private static String cut(String said) {
        var text = WRAPPING.matcher(said).replaceFirst("");
        return text.length() <= LONGEST_MESSAGE ? text : text.substring(0, LONGEST_MESSAGE) + "…";
    }
}
