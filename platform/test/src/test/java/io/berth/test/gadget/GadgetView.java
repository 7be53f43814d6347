package io.berth.test.gadget;

import io.berth.web.Failure;
import io.berth.web.ResourceStatus;
import io.berth.web.ResourceView;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

record GadgetView(
        String id,
        String name,
        String project,
        Map<String, String> labels,
        ResourceStatus status,
        String statusReason,
        Instant createdAt,
        Instant updatedAt,
        long version,
        Failure failure,
        Gadget.Color color,
        int size,
        Duration rest)
        implements ResourceView {

    static GadgetView of(Gadget gadget) {
        return new GadgetView(
                gadget.id(),
                gadget.name(),
                gadget.project(),
                gadget.labels(),
                gadget.status(),
                gadget.statusReason(),
                gadget.createdAt(),
                gadget.updatedAt(),
                gadget.version(),
                gadget.failure(),
                gadget.color(),
                gadget.size(),
                gadget.rest());
    }
}
