package io.berth.outbox;

import com.fasterxml.jackson.annotation.JsonIgnore;

/** A fact; the implementing record itself is the JSON payload (the CloudEvent's data). Carries {@link FactType}. */
public interface DomainEvent {

    /** Id of the resource the fact is about: Kafka key and {@code ce_subject}. */
    @JsonIgnore
    String subject();
}
