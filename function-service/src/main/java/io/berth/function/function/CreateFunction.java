package io.berth.function.function;

import io.berth.web.ResourceLabels;
import io.berth.web.ResourceName;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A function as a user asks for it.
 *
 * @param name DNS label, unique in the project
 * @param runtime {@code nodejs24.x} or {@code python3.13}
 * @param handler {@code index.handler}: file and exported name
 * @param code a zip archive in base 64
 * @param memoryMb 128 and up, 256 when absent
 * @param timeout of one invocation, 3 s when absent
 * @param secrets environment variables that are never shown again
 * @param maxInstances 10 when absent
 * @param image as {@code reserved}, {@code prewarmed}, {@code network} and {@code mounts}: refused until it can be done
 */
record CreateFunction(
        @ResourceName String name,
        @ResourceLabels Map<String, String> labels,
        @NotBlank String runtime,
        @NotBlank String handler,
        Zip code,
        Integer memoryMb,
        Duration timeout,
        Map<String, String> env,
        Map<String, String> secrets,
        Integer maxInstances,
        String image,
        Integer reserved,
        Integer prewarmed,
        String network,
        List<Object> mounts) {

    /** @param zip base 64 */
    record Zip(byte[] zip) {}

    CreateFunction {
        labels = labels == null ? Map.of() : labels;
        env = env == null ? Map.of() : env;
        secrets = secrets == null ? Map.of() : secrets;
    }

    FunctionSettings settings() {
        return new FunctionSettings(
                handler,
                memoryMb == null ? 256 : memoryMb,
                timeout == null ? Duration.ofSeconds(3) : timeout,
                maxInstances == null ? 10 : maxInstances,
                env);
    }
}
