package io.berth.function.function;

import io.berth.web.ResourceLabels;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/** What of a function a merge patch may name. A secret that the patch does not name stays as {@link #KEPT}. */
record FunctionPatch(
        @ResourceLabels Map<String, String> labels,
        @NotBlank String handler,
        @NotNull Integer memoryMb,
        @NotNull Duration timeout,
        Map<String, String> env,
        Map<String, String> secrets,
        @NotNull Integer maxInstances) {

    /** No value that a user could give: the API refuses it. */
    static final String KEPT = "\0kept";

    FunctionPatch {
        labels = labels == null ? Map.of() : labels;
        env = env == null ? Map.of() : env;
        secrets = secrets == null ? Map.of() : secrets;
    }

    static FunctionPatch of(FunctionView current) {
        var kept = current.secretNames().stream().collect(Collectors.toMap(name -> name, name -> KEPT));
        return new FunctionPatch(
                current.labels(),
                current.handler(),
                current.memoryMb(),
                current.timeout(),
                current.env(),
                kept,
                current.maxInstances());
    }

    FunctionSettings settings() {
        return new FunctionSettings(handler, memoryMb, timeout, maxInstances, env);
    }
}
