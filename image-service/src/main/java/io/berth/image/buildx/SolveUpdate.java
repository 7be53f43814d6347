package io.berth.image.buildx;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.util.List;

/**
 * One object of {@code --progress=rawjson}: BuildKit's SolveStatus as its Go client writes it (buildkit,
 * {@code client/graph.go}).
 *
 * @param vertexes steps that began, ended or became known
 * @param logs output of steps
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record SolveUpdate(List<Vertex> vertexes, List<Output> logs) {
    SolveUpdate {
        vertexes = vertexes == null ? List.of() : List.copyOf(vertexes);
        logs = logs == null ? List.of() : List.copyOf(logs);
    }

    /** A step; repeated with each change. Texts and times are null where there is nothing to say. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Vertex(String digest, String name, Instant started, Instant completed, boolean cached, String error) {}

    /** Bytes that a step wrote, cut anywhere. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Output(String vertex, byte[] data, Instant timestamp) {}
}
