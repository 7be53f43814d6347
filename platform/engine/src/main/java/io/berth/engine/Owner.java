package io.berth.engine;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Who an engine object belongs to. Written as labels {@code io.berth.project}, {@code .kind}, {@code .owner}, {@code .name}
 * and {@code .generation} beside {@code io.berth.installation}.
 *
 * @param kind {@code network}, {@code instance}, {@code balancer}, …: what lists are filtered by
 * @param id the owning resource's id, {@code net_…}
 * @param name the user's name of it
 * @param generation the resource's generation this object was made for; decides nothing here, reconcilers compare it
 */
public record Owner(String project, String kind, String id, String name, long generation) {

    public static final String INSTALLATION_LABEL = "io.berth.installation";
    public static final String PROJECT_LABEL = "io.berth.project";
    public static final String KIND_LABEL = "io.berth.kind";
    public static final String OWNER_LABEL = "io.berth.owner";
    public static final String NAME_LABEL = "io.berth.name";
    public static final String GENERATION_LABEL = "io.berth.generation";

    public Owner {
        Objects.requireNonNull(project, "project");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(name, "name");
    }

    /** The labels of an object of this owner in that installation. */
    public Map<String, String> labels(String installation) {
        return Map.of(
                INSTALLATION_LABEL, installation,
                PROJECT_LABEL, project,
                KIND_LABEL, kind,
                OWNER_LABEL, id,
                NAME_LABEL, name,
                GENERATION_LABEL, Long.toString(generation));
    }

    /** The owner that the labels name, if they are of that installation and complete. */
    public static Optional<Owner> of(Map<String, String> labels, String installation) {
        if (labels == null || !installation.equals(labels.get(INSTALLATION_LABEL))) {
            return Optional.empty();
        }
        String project = labels.get(PROJECT_LABEL);
        String kind = labels.get(KIND_LABEL);
        String id = labels.get(OWNER_LABEL);
        if (project == null || kind == null || id == null) {
            return Optional.empty();
        }
        return Optional.of(new Owner(
                project, kind, id, labels.getOrDefault(NAME_LABEL, id), generation(labels.get(GENERATION_LABEL))));
    }

    private static long generation(String label) {
        return label != null && label.matches("\\d{1,18}") ? Long.parseLong(label) : 0;
    }
}
