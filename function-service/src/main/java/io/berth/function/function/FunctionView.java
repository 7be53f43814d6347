package io.berth.function.function;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.berth.web.Failure;
import io.berth.web.ResourceStatus;
import io.berth.web.ResourceView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A function as the API shows it.
 *
 * @param secretNames of its secrets, whose values nobody is shown
 * @param codeSha256 of the archive as it was uploaded, in hexadecimal
 * @param generation counts the changes of what runs
 */
record FunctionView(
        String id,
        String name,
        String project,
        Map<String, String> labels,
        ResourceStatus status,
        String statusReason,
        Instant createdAt,
        Instant updatedAt,
        Runtime runtime,
        String handler,
        int memoryMb,
        Duration timeout,
        int maxInstances,
        Map<String, String> env,
        List<String> secretNames,
        String codeSha256,
        int codeBytes,
        long generation,
        @JsonIgnore long version,
        @JsonIgnore Failure failure)
        implements ResourceView {

    static FunctionView of(Function function) {
        return new FunctionView(
                function.id(),
                function.name(),
                function.project(),
                function.labels(),
                function.status(),
                function.statusReason(),
                function.createdAt(),
                function.updatedAt(),
                function.runtime,
                function.handler,
                function.memoryMb,
                function.timeout(),
                function.maxInstances,
                function.env,
                function.secrets.keySet().stream().sorted().toList(),
                function.codeSha256,
                function.codeBytes,
                function.generation(),
                function.version(),
                function.failure());
    }
}
