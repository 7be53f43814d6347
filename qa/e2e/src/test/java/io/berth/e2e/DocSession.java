package io.berth.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A reader who types a page's commands into one shell, on the suite under test: the usual ports, the token command and
 * the reader's own image stand for what this suite has instead.
 */
final class DocSession {

    /** In front of a command's output, and of its exit status. */
    private static final char BEGIN = '\u001e';

    private static final char END = '\u001f';

    private static final Pattern PORT = Pattern.compile("(?:127\\.0\\.0\\.1|localhost):(5000|808[0-9])\\b");

    /** Watches a stream for a moment only; writes each status code where no pipe gets it. */
    private static final String PRELUDE = """
            cd '%s'
            export DOCKER_CONFIG="$PWD/docker"
            curl() {
              local seconds=120 option
              for option in "$@"; do [ "$option" != -N ] || seconds=3; done
              command curl --silent --show-error --max-time $seconds --write-out '%%{stderr}HTTP %%{http_code}\\n' "$@"
              local status=$?
              [ $status != 28 ] || [ $seconds != 3 ] || status=0
              return $status
            }
            """;

    private static final Map<String, String> SERVICES = Map.of(
            "8080",
            "console",
            "8081",
            "image",
            "8082",
            "network",
            "8083",
            "volume",
            "8084",
            "balancer",
            "8085",
            "scaler",
            "8086",
            "function");

    private final Map<String, String> replacements;

    /** @param replacements more of the page's text, and what stands for it here */
    DocSession(Map<String, String> replacements) {
        this.replacements = replacements;
    }

    /** What a command printed. */
    record Output(int exit, String out, String err) {

        /** Status of the last HTTP answer; 0 when there was none. */
        int http() {
            Matcher codes = Pattern.compile("HTTP (\\d{3})").matcher(err);
            int last = 0;
            while (codes.find()) {
                last = Integer.parseInt(codes.group(1));
            }
            return last;
        }
    }

    /** Runs the commands in order; the outputs of those that ran, the last of which may be the one that failed. */
    List<Output> run(List<DocPage.Command> commands) {
        try {
            Path desk = Files.createTempDirectory("berth-e2e-docs");
            var script = new StringBuilder(PRELUDE.formatted(desk));
            for (DocPage.Command command : commands) {
                script.append("printf '\\036'; printf '\\036' >&2\n")
                        .append(here(command.text()))
                        .append("\nstatus=$?; printf '\\037%d' $status; [ $status = 0 ] || exit 0\n");
            }
            Commands.Result result = Commands.attempt(script.toString(), "bash");
            return outputs(result);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private String here(String command) {
        String text = PORT.matcher(command)
                .replaceAll(match -> match.group(1).equals("5000")
                        ? Suite.registry()
                        : SERVICES.containsKey(match.group(1))
                                ? Suite.url(SERVICES.get(match.group(1))).replaceFirst("^http://", "")
                                : match.group());
        text = text.replace("$(./berth token)", Suite.adminToken());
        for (var replacement : replacements.entrySet()) {
            text = text.replaceAll(replacement.getKey(), Matcher.quoteReplacement(replacement.getValue()));
        }
        return text;
    }

    private static List<Output> outputs(Commands.Result result) {
        List<Output> found = new ArrayList<>();
        String[] outs = result.out().split(String.valueOf(BEGIN), -1);
        String[] errs = result.err().split(String.valueOf(BEGIN), -1);
        for (int i = 1; i < outs.length; i++) {
            int end = outs[i].lastIndexOf(END);
            boolean ended = end >= 0;
            found.add(new Output(
                    ended ? Integer.parseInt(outs[i].substring(end + 1)) : 255,
                    ended ? outs[i].substring(0, end) : outs[i],
                    i < errs.length ? errs[i] : ""));
        }
        return found;
    }
}
