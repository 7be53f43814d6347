package io.berth.image.buildx;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where the instructions of a Dockerfile stand, so that a step that failed can be found in it, and which frontend it
 * wants (Dockerfile reference, "Parser directives"). What it means is BuildKit's business alone.
 */
public final class Dockerfile {
    private static final Pattern DIRECTIVE = Pattern.compile("#\\s*([a-zA-Z][a-zA-Z0-9]*)\\s*=\\s*(\\S.*?)\\s*");
    private static final Pattern HEREDOC = Pattern.compile("<<-?\\s*([\"']?)([a-zA-Z_][a-zA-Z0-9_]*)\\1");
    private static final Pattern STAGE_NAME = Pattern.compile("(?i).*\\sAS\\s+(\\S+)\\s*");

    /** A step as the builder names it: stage where there are several, number in it, instruction. */
    private static final Pattern STEP =
            Pattern.compile("\\[(?:[^\\]]*?(\\S+)\\s+)?(\\d+)/\\d+\\]\\s+(.*)", Pattern.DOTALL);

    private static final Pattern METADATA = Pattern.compile("\\[internal\\] load metadata for (\\S+)");

    /** Instructions that are steps, besides FROM. */
    private static final Set<String> STEPS = Set.of("RUN", "COPY", "ADD", "WORKDIR");

    private final List<Instruction> instructions;
    private final Optional<String> syntax;

    private record Instruction(int line, int stage, String keyword, String text) {}

    private Dockerfile(List<Instruction> instructions, Optional<String> syntax) {
        this.instructions = instructions;
        this.syntax = syntax;
    }

    public static Dockerfile parse(String text) {
        var lines = text.replace("\uFEFF", "").split("\r?\n", -1);
        return new Dockerfile(new Reader(lines).instructions(), directive(lines, "syntax"));
    }

    /** The image that the file names as its frontend, if any. */
    public Optional<String> syntax() {
        return syntax;
    }

    /** The line, from 1, where the instruction begins that the builder calls this. */
    public Optional<Integer> lineOf(String step) {
        var metadata = METADATA.matcher(step);
        if (metadata.matches()) {
            return base(metadata.group(1));
        }
        var named = STEP.matcher(step);
        if (!named.matches()) {
            return Optional.empty();
        }
        var instruction = named.group(3);
        var keyword = instruction.split("\\s", 2)[0].toUpperCase(Locale.ROOT);
        return numbered(named.group(1), Integer.parseInt(named.group(2)), keyword)
                .or(() -> written(instruction))
                .map(Instruction::line);
    }

    private Optional<Instruction> numbered(String stageName, int number, String keyword) {
        var stage = stage(stageName);
        var steps = instructions.stream()
                .filter(one -> one.stage() == stage && isStep(one))
                .toList();
        return number >= 1
                        && number <= steps.size()
                        && steps.get(number - 1).keyword().equals(keyword)
                ? Optional.of(steps.get(number - 1))
                : Optional.empty();
    }

    /** To begin with nothing or with another stage is no step. */
    private boolean isStep(Instruction one) {
        if (!one.keyword().equals("FROM")) {
            return STEPS.contains(one.keyword());
        }
        var image = image(one);
        return !image.equals("scratch")
                && instructions.stream()
                        .filter(other -> other.keyword().equals("FROM") && other.stage() < one.stage())
                        .noneMatch(other -> stageName(other).equalsIgnoreCase(image));
    }

    private static String image(Instruction from) {
        return from.text().replaceFirst("(?i)^FROM\\s+(--\\S+\\s+)*", "").split("\\s", 2)[0];
    }

    /** Empty for a stage without one. */
    private static String stageName(Instruction from) {
        var named = STAGE_NAME.matcher(from.text());
        return named.matches() ? named.group(1) : "";
    }

    /** The only stage has no name; others have their own, or their number. */
    private int stage(String name) {
        if (name == null) {
            return 0;
        }
        for (var one : instructions) {
            if (one.keyword().equals("FROM") && stageName(one).equalsIgnoreCase(name)) {
                return one.stage();
            }
        }
        return name.matches("stage-\\d{1,6}") ? Integer.parseInt(name.substring(6)) : 0;
    }

    private Optional<Instruction> written(String instruction) {
        var wanted = words(instruction);
        return instructions.stream()
                .filter(one -> words(one.text()).equals(wanted))
                .findFirst();
    }

    private Optional<Integer> base(String reference) {
        return instructions.stream()
                .filter(one -> one.keyword().equals("FROM"))
                .filter(one -> reference.endsWith(image(one)) || reference.endsWith(image(one) + ":latest"))
                .map(Instruction::line)
                .findFirst();
    }

    private static String words(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }

    /** Directives stand in the first lines, before any other comment. */
    private static Optional<String> directive(String[] lines, String name) {
        for (var line : lines) {
            var directive = DIRECTIVE.matcher(line.strip());
            if (!directive.matches()) {
                return Optional.empty();
            }
            if (directive.group(1).equalsIgnoreCase(name)) {
                return Optional.of(directive.group(2));
            }
        }
        return Optional.empty();
    }

    /** Joins continued lines and steps over comments and here-documents. */
    private static final class Reader {
        private final String[] lines;
        private final String escape;
        private final List<Instruction> found = new ArrayList<>();
        private int at;
        private int stage = -1;

        Reader(String[] lines) {
            this.lines = lines;
            this.escape = directive(lines, "escape").orElse("\\");
        }

        List<Instruction> instructions() {
            while (at < lines.length) {
                int first = at + 1;
                var text = logicalLine();
                if (!text.isBlank()) {
                    var keyword = text.split("\\s", 2)[0].toUpperCase(Locale.ROOT);
                    stage += keyword.equals("FROM") ? 1 : 0;
                    found.add(new Instruction(first, Math.max(0, stage), keyword, text));
                    skipHeredocs(text, keyword);
                }
            }
            return List.copyOf(found);
        }

        private String logicalLine() {
            var text = new StringBuilder();
            while (at < lines.length) {
                var line = lines[at++].stripTrailing();
                if (line.stripLeading().startsWith("#") || (line.isBlank() && text.length() > 0)) {
                    if (text.length() == 0) {
                        return "";
                    }
                    continue;
                }
                if (!line.endsWith(escape)) {
                    return text.append(line).toString().strip();
                }
                text.append(line, 0, line.length() - escape.length());
            }
            return text.toString().strip();
        }

        private void skipHeredocs(String text, String keyword) {
            if (!keyword.equals("RUN") && !keyword.equals("COPY") && !keyword.equals("ADD")) {
                return;
            }
            for (var heredoc = HEREDOC.matcher(text); heredoc.find(); ) {
                int from = at;
                while (at < lines.length && !lines[at].strip().equals(heredoc.group(2))) {
                    at++;
                }
                at = at == lines.length ? from : at + 1;
            }
        }
    }
}
