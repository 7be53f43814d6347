package io.berth.image.build;

import io.berth.web.ResourceLabels;
import jakarta.validation.constraints.NotBlank;
import java.util.List;
import java.util.Map;

/**
 * What is asked for, be it by JSON or by a form.
 *
 * @param tag {@code <project>/<path>:<tag>}; without a tag {@code latest}
 * @param dockerfile JSON: its text; in a form: its path within the context
 * @param buildArgs values of the Dockerfile's arguments
 * @param target the stage to build; the last one when null
 * @param platforms at most one, the engine's own
 * @param pull ask registries for base images even when the engine has them
 * @param git not offered yet, like {@code ref} and {@code subdirectory}
 */
record CreateBuild(
        @NotBlank String tag,
        String dockerfile,
        Map<String, String> buildArgs,
        String target,
        List<String> platforms,
        Boolean pull,
        @ResourceLabels Map<String, String> labels,
        String git,
        String ref,
        String subdirectory) {
    CreateBuild {
        buildArgs = buildArgs == null ? Map.of() : buildArgs;
        platforms = platforms == null ? List.of() : platforms;
        labels = labels == null ? Map.of() : labels;
    }
}
