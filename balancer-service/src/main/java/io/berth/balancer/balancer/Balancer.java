package io.berth.balancer.balancer;

import io.berth.outbox.Origin;
import io.berth.web.Resource;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

@Entity
class Balancer extends Resource {
    @Enumerated(EnumType.STRING)
    private Scheme scheme;

    @JdbcTypeCode(SqlTypes.JSON)
    private List<String> networks;

    private String host;

    @Enumerated(EnumType.STRING)
    private OperatingStatus operatingStatus;

    protected Balancer() {}

    Balancer(
            String id,
            String name,
            Map<String, String> labels,
            Scheme scheme,
            List<String> networks,
            String host,
            Origin origin,
            Instant now) {
        super(id, name, labels, origin, now);
        this.scheme = scheme;
        this.networks = List.copyOf(networks);
        this.host = host;
        this.operatingStatus = OperatingStatus.NO_TARGETS;
    }

    void operating(OperatingStatus status, Instant now) {
        this.operatingStatus = status;
        touch(now);
    }

    Scheme scheme() {
        return scheme;
    }

    List<String> networks() {
        return List.copyOf(networks);
    }

    String host() {
        return host;
    }

    OperatingStatus operatingStatus() {
        return operatingStatus;
    }
}
