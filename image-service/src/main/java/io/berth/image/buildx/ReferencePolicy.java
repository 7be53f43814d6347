package io.berth.image.buildx;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a build may be based on. BuildKit takes an image that the engine has without asking its registry, so what other
 * projects run there would be open to every Dockerfile; and a foreign frontend could hide what it takes. The names of
 * steps say what is taken, with arguments filled in, before it is used.
 */
public final class ReferencePolicy {
    /** Of a stage, or, without a number, of {@code COPY --from} and {@code RUN --mount=from}. */
    private static final Pattern BASE =
            Pattern.compile("^(?:\\[internal\\] load metadata for |(?:\\[[^\\]]*\\] )?FROM |docker-image://)(\\S+)");

    private static final Pattern FRONTEND = Pattern.compile("resolve image config for (?:docker-image://)?(\\S+)");
    private static final Set<String> FRONTENDS = Set.of("docker.io/docker/dockerfile", "docker/dockerfile");

    private ReferencePolicy() {}

    /**
     * @param registry Berth's registry as the engine sees it
     * @return why a step of this name must not be; empty when it may
     */
    public static Optional<String> refusal(String step, String registry, String project) {
        var frontend = FRONTEND.matcher(step);
        if (frontend.find()) {
            return frontendRefusal(frontend.group(1));
        }
        var base = BASE.matcher(step);
        return base.find() && foreign(base.group(1), registry, project)
                ? Optional.of("it uses " + base.group(1) + ", which is another project's image")
                : Optional.empty();
    }

    /** The same for the frontend that a Dockerfile names in its first line. */
    public static Optional<String> frontendRefusal(String reference) {
        var name = reference.replaceFirst("@.*$", "").replaceFirst(":[^:/]*$", "");
        return FRONTENDS.contains(name)
                ? Optional.empty()
                : Optional.of("it asks for the frontend " + reference + "; only docker/dockerfile is taken");
    }

    private static boolean foreign(String reference, String registry, String project) {
        return reference.startsWith(registry + "/") && !reference.startsWith(registry + "/" + project + "/");
    }
}
