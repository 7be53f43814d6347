package io.berth.balancer.target;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import java.io.Serializable;
import org.hibernate.annotations.TenantId;

/** A member that was told that it cannot be a target. */
@Entity
class Rejection {
    @EmbeddedId
    private Key key;

    @TenantId
    private String project;

    private String pool;

    protected Rejection() {}

    Rejection(String groupId, String instance, String project, String pool) {
        this.key = new Key(groupId, instance);
        this.project = project;
        this.pool = pool;
    }

    String instance() {
        return key.instance();
    }

    @Embeddable
    record Key(String groupId, String instance) implements Serializable {}
}
