package io.berth.scaler.group;

import io.berth.web.ProblemException;
import java.util.regex.Pattern;

/**
 * An image as a template names it. The grammar is that of the distribution project's {@code reference} package; what has
 * no host is a repository of Berth's registry and starts with its project.
 */
sealed interface ImageReference {

    /** What the engine pulls and starts. */
    String pullable();

    /**
     * In Berth's registry: pulled with this service's own token.
     *
     * @param repository {@code <project>/<path>}
     * @param reference digest if it names one, else tag
     */
    record Own(String pullable, String repository, String reference) implements ImageReference {
        String project() {
            return repository.substring(0, repository.indexOf('/'));
        }
    }

    /** In somebody else's registry: pulled as the engine would by itself. */
    record Foreign(String pullable) implements ImageReference {}

    Pattern NAME = Pattern.compile("[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*(/[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*)*");
    Pattern TAIL = Pattern.compile("(:[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?(@sha256:[a-f0-9]{64})?");
    Pattern HOST = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:[0-9]{1,5})?");

    /**
     * @param registry host and port of Berth's registry as the engine sees it
     * @throws ProblemException 422 when it cannot be read, or names neither a project nor a host
     */
    static ImageReference parse(String text, String registry) {
        int slash = text.indexOf('/');
        var first = slash < 0 ? "" : text.substring(0, slash);
        if (!isHost(first)) {
            return own(text, text, registry);
        }
        var rest = text.substring(slash + 1);
        requireName(text, rest);
        if (isBerth(first, registry)) {
            return own(text, rest, registry);
        }
        if (!HOST.matcher(first).matches()) {
            throw unreadable(text);
        }
        return new Foreign(text);
    }

    private static ImageReference own(String text, String path, String registry) {
        requireName(text, path);
        int slash = path.indexOf('/');
        if (slash < 0) {
            throw new ProblemException(
                    ScalerError.IMAGE_HOST_MISSING,
                    "The image %s names neither a project of Berth's registry nor another registry.".formatted(text),
                    "Push it to <project>/%s, or name its registry's host: docker.io/library/%s."
                            .formatted(text, text));
        }
        int end = nameEnd(path);
        return new Own(registry + "/" + path, path.substring(0, end), reference(path.substring(end)));
    }

    private static String reference(String tail) {
        int digest = tail.indexOf('@');
        if (digest >= 0) {
            return tail.substring(digest + 1);
        }
        return tail.isEmpty() ? "latest" : tail.substring(1);
    }

    private static void requireName(String text, String rest) {
        int end = nameEnd(rest);
        if (!NAME.matcher(rest.substring(0, end)).matches()
                || !TAIL.matcher(rest.substring(end)).matches()) {
            throw unreadable(text);
        }
    }

    private static int nameEnd(String rest) {
        int at = rest.indexOf('@');
        int colon = rest.indexOf(':', rest.lastIndexOf('/') + 1);
        int end = colon >= 0 && (at < 0 || colon < at) ? colon : at;
        return end < 0 ? rest.length() : end;
    }

    private static boolean isHost(String first) {
        return first.indexOf('.') >= 0 || first.indexOf(':') >= 0 || first.equals("localhost");
    }

    /** Berth's registry under any loopback name counts as Berth's, so that no spelling gets around the project. */
    private static boolean isBerth(String host, String registry) {
        if (host.equalsIgnoreCase(registry)) {
            return true;
        }
        return isLoopback(host) && isLoopback(registry) && port(host).equals(port(registry));
    }

    private static boolean isLoopback(String host) {
        return host.startsWith("localhost") || host.startsWith("127.");
    }

    private static String port(String host) {
        int colon = host.lastIndexOf(':');
        return colon < 0 ? "" : host.substring(colon + 1);
    }

    private static ProblemException unreadable(String text) {
        return new ProblemException(
                ScalerError.IMAGE_REFERENCE_INVALID,
                "%s is not an image reference.".formatted(text),
                "References look like default/app:1 or docker.io/library/nginx:1.29.");
    }
}
