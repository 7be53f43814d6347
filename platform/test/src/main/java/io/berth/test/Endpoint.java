package io.berth.test;

import java.util.List;
import java.util.regex.Pattern;

/**
 * One way into the application.
 *
 * @param method HTTP method; {@code ANY} for a route that takes all
 * @param path template, {@code /v1/gadgets/{ref}}, or a router's path
 * @param consumes media types; empty when it does not say
 */
record Endpoint(String method, String path, List<String> consumes) {
    private static final String NOTHING = "nothing-here";
    private static final Pattern VARIABLE = Pattern.compile("\\{[^/}]+}|:[A-Za-z]\\w*|\\*");

    /** As classifications name it: {@code GET /v1/gadgets/{ref}}. */
    String key() {
        return method + " " + path;
    }

    /** A path that leads here, to nothing that exists. */
    String concrete() {
        return VARIABLE.matcher(path).replaceAll(NOTHING);
    }

    boolean leadsTo(String concretePath) {
        var pattern = new StringBuilder();
        for (var part : path.split("/", -1)) {
            pattern.append(pattern.isEmpty() && part.isEmpty() ? "" : "/");
            pattern.append(part.startsWith("{") ? "[^/]+" : part.isEmpty() ? "" : Pattern.quote(part));
        }
        return concretePath.matches(pattern.toString());
    }
}
