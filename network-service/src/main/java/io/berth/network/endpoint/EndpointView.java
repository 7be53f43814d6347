package io.berth.network.endpoint;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.berth.web.Failure;
import io.berth.web.ResourceStatus;
import io.berth.web.ResourceView;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** An endpoint as the API shows it; {@code network} and {@code container} are ids. */
record EndpointView(
        String id,
        String name,
        String project,
        Map<String, String> labels,
        ResourceStatus status,
        String statusReason,
        Instant createdAt,
        Instant updatedAt,
        String network,
        String container,
        List<String> aliases,
        String ipv4Address,
        @JsonIgnore long version,
        @JsonIgnore Failure failure)
        implements ResourceView {
    static EndpointView of(Endpoint endpoint) {
        return new EndpointView(
                endpoint.id(),
                endpoint.name(),
                endpoint.project(),
                endpoint.labels(),
                endpoint.status(),
                endpoint.statusReason(),
                endpoint.createdAt(),
                endpoint.updatedAt(),
                endpoint.network,
                endpoint.container,
                endpoint.aliases,
                endpoint.ipv4Address,
                endpoint.version(),
                endpoint.failure());
    }
}
