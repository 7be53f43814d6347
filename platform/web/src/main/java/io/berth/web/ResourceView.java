package io.berth.web;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;

/** What an API record of a resource shows at least; implemented by records whose components have these names. */
public interface ResourceView {
    String id();

    String name();

    ResourceStatus status();

    /** In words; {@code null} when there is nothing to say. */
    String statusReason();

    /** Feeds the entity tag; not part of the JSON. */
    @JsonIgnore
    long version();

    Instant updatedAt();

    /** Cause of a {@code FAILED} status; not part of the JSON. Without it a failed creation is answered with 502. */
    @JsonIgnore
    default Failure failure() {
        return Failure.NONE;
    }
}
