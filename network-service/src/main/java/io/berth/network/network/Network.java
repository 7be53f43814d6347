package io.berth.network.network;

import io.berth.network.subnet.Subnet;
import io.berth.outbox.Origin;
import io.berth.web.Ids;
import io.berth.web.Resource;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** A network of a project: the wish, and what the engine was last seen to have for it. */
@Entity
class Network extends Resource {
    static final String BRIDGE = "bridge";

    String driver;

    @JdbcTypeCode(SqlTypes.JSON)
    List<Subnet> subnets;

    /** The subnets were chosen here, so that others may take their place. */
    @Column(name = "from_pool")
    boolean fromPool;

    boolean internal;
    Integer mtu;

    @Column(name = "isolate_containers")
    boolean isolateContainers;

    String host;

    @Column(name = "engine_id")
    String engineId;

    @Column(name = "engine_name")
    String engineName;

    protected Network() {}

    private Network(CreateNetwork wanted, Origin origin, Instant now) {
        super(Ids.next("net"), wanted.name(), wanted.labels(), origin, now);
    }

    static Network requested(
            CreateNetwork wanted, List<Subnet> subnets, Placement placement, Origin origin, Instant now) {
        var network = new Network(wanted, origin, now);
        network.driver = wanted.driverOrBridge();
        network.subnets = subnets;
        network.fromPool = wanted.subnets().isEmpty();
        network.internal = wanted.internal();
        network.mtu = wanted.mtu();
        network.isolateContainers = wanted.isolateContainers();
        network.host = placement.host();
        network.engineName = placement.engineName(network.id(), network.name());
        return network;
    }

    /** The engine has it. True when that is news: first seen, or made again under another engine id. */
    boolean found(String id, Instant now) {
        var news = status() != io.berth.web.ResourceStatus.READY || !Objects.equals(engineId, id);
        engineId = id;
        if (news) {
            ready(now);
        }
        return news;
    }
}
