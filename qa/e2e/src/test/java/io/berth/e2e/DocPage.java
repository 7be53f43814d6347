package io.berth.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page of the documentation and its examples: the shell blocks under a line {@code <!-- tested -->}. What a command
 * promises stands in the comment behind it: {@code # 201, status READY} is a status code and, optionally, paths into the
 * JSON answer, or names of headers with a colon, with their values. Other comments promise nothing but success.
 */
record DocPage(Path file, List<Command> commands) {

    private static final String MARK = "<!-- tested -->";
    private static final Pattern COMMENT = Pattern.compile("\\s+# ([^'\"]*)$");
    private static final Pattern DOCUMENT = Pattern.compile("<<'?(\\w+)'?");
    private static final Pattern PROMISE = Pattern.compile("(\\d{3})((?:, \\S+ [^,]+)*)");

    /**
     * One command of a page.
     *
     * @param text as it is written, its comment left out
     * @param status HTTP status that is promised; 0 when none is
     * @param values JSON paths of the answer or names of its headers, and what is promised of them
     */
    record Command(String text, int status, Map<String, String> values) {}

    /** README and everything directly under {@code docs} that has a tested example. */
    static List<DocPage> all() {
        Path root = Checkout.root();
        try (Stream<Path> docs = Files.list(root.resolve("docs"))) {
            return Stream.concat(Stream.of(root.resolve("README.md")), docs.sorted())
                    .filter(file -> file.toString().endsWith(".md"))
                    .map(DocPage::of)
                    .filter(page -> !page.commands().isEmpty())
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static DocPage of(Path file) {
        try {
            List<Command> found = new ArrayList<>();
            List<String> lines = Files.readAllLines(file);
            for (int line = 0; line < lines.size(); line++) {
                if (lines.get(line).equals(MARK)) {
                    // The mark and the fence.
                    int begin = line + 2;
                    int end = begin + lines.subList(begin, lines.size()).indexOf("```");
                    found.addAll(commands(lines.subList(begin, end)));
                }
            }
            return new DocPage(file, found);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** A command goes on over the next line while a quote or a document is open, or a backslash ends the line. */
    private static List<Command> commands(List<String> block) {
        List<Command> found = new ArrayList<>();
        var text = new StringBuilder();
        for (String line : block) {
            if (text.isEmpty() && (line.isBlank() || line.startsWith("#"))) {
                continue;
            }
            text.append(line);
            if (complete(text)) {
                found.add(command(text.toString()));
                text.setLength(0);
            } else {
                text.append('\n');
            }
        }
        return found;
    }

    private static boolean complete(CharSequence text) {
        Matcher document = DOCUMENT.matcher(text);
        if (document.find()) {
            return text.toString().endsWith("\n" + document.group(1));
        }
        char open = 0;
        for (int i = 0; i < text.length(); i++) {
            char next = text.charAt(i);
            if (open == 0 && (next == '\'' || next == '"')) {
                open = next;
            } else if (next == open) {
                open = 0;
            }
        }
        return open == 0 && text.charAt(text.length() - 1) != '\\';
    }

    private static Command command(String line) {
        Matcher comment = COMMENT.matcher(line);
        if (!comment.find()) {
            return new Command(line, 0, Map.of());
        }
        String text = line.substring(0, comment.start());
        Matcher promise = PROMISE.matcher(comment.group(1).trim());
        if (!promise.matches()) {
            return new Command(text, 0, Map.of());
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (String value : promise.group(2).split(", ")) {
            if (!value.isEmpty()) {
                String[] parts = value.split(" ", 2);
                values.put(parts[0], parts[1]);
            }
        }
        return new Command(text, Integer.parseInt(promise.group(1)), values);
    }

    @Override
    public String toString() {
        return Checkout.root().relativize(file).toString();
    }
}
