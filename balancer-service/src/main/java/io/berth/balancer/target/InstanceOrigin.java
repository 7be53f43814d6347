package io.berth.balancer.target;

import io.berth.outbox.Origin;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import org.hibernate.annotations.TenantId;

/** The last fact about a scaling group's instance. */
@Entity
class InstanceOrigin {
    @Id
    private String instance;

    @TenantId
    private String project;

    private String correlationId;
    private String causationId;
    private String traceparent;

    protected InstanceOrigin() {}

    InstanceOrigin(String instance, Origin origin) {
        this.instance = instance;
        this.project = origin.project();
        follow(origin);
    }

    final void follow(Origin origin) {
        this.correlationId = origin.correlationId();
        this.causationId = origin.causationId();
        this.traceparent = origin.traceparent();
    }

    Origin origin() {
        return new Origin(project, correlationId, causationId, traceparent);
    }
}
