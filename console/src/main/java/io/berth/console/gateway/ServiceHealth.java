package io.berth.console.gateway;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * How a service is.
 *
 * @param name short name
 * @param status {@code UP}, {@code DOWN} (it answers, and says that it is not well) or
 *     {@code UNREACHABLE}
 * @param latencyMs how long its answer took, null when there was none
 * @param failing the checks that are not well
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ServiceHealth(String name, String status, Long latencyMs, List<String> failing) {

    static ServiceHealth unreachable(String name) {
        return new ServiceHealth(name, "UNREACHABLE", null, List.of());
    }
}
