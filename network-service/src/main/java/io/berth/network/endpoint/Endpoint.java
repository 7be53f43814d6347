package io.berth.network.endpoint;

import io.berth.outbox.Origin;
import io.berth.web.Ids;
import io.berth.web.Resource;
import io.berth.web.ResourceStatus;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** One container's place on one network. */
@Entity
class Endpoint extends Resource {
    String network;
    String container;

    @JdbcTypeCode(SqlTypes.JSON)
    List<String> aliases;

    /** The wish; null leaves the choice to the engine. */
    @Column(name = "wanted_address")
    String wantedAddress;

    /** What the engine gave. */
    @Column(name = "ipv4_address")
    String ipv4Address;

    protected Endpoint() {}

    private Endpoint(String id, String name, CreateEndpoint wanted, Origin origin, Instant now) {
        super(id, name, wanted.labels(), origin, now);
    }

    static Endpoint requested(String network, String container, CreateEndpoint wanted, Origin origin, Instant now) {
        var id = Ids.next("ep");
        var name = wanted.name() == null ? id.replace('_', '-') : wanted.name();
        var endpoint = new Endpoint(id, name, wanted, origin, now);
        endpoint.network = network;
        endpoint.container = container;
        endpoint.aliases = wanted.aliases();
        endpoint.wantedAddress = wanted.ipv4Address();
        return endpoint;
    }

    /** The container is on the network. True when that is news. */
    boolean attached(String address, Instant now) {
        if (status() == ResourceStatus.READY && Objects.equals(ipv4Address, address)) {
            return false;
        }
        ipv4Address = address;
        ready(now);
        return true;
    }
}
