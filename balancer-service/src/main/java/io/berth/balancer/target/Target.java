package io.berth.balancer.target;

import io.berth.outbox.Origin;
import io.berth.web.Resource;
import io.berth.web.ResourceStatus;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

@Entity
class Target extends Resource {
    private int number;
    private String poolId;
    private String address;
    private int port;
    private int weight;
    private String zone;
    private boolean backup;
    private String groupId;
    private String instance;

    @Enumerated(EnumType.STRING)
    private TargetStatus health;

    private boolean leaving;
    private Instant drainDeadline;
    private boolean forget;

    protected Target() {}

    Target(String id, String name, Map<String, String> labels, int number, String poolId, Origin origin, Instant now) {
        super(id, name, labels, origin, now);
        this.number = number;
        this.poolId = poolId;
        this.health = TargetStatus.CHECKING;
    }

    Target at(String address, int port) {
        this.address = address;
        this.port = port;
        return this;
    }

    Target with(int weight, String zone, boolean backup) {
        this.weight = weight;
        this.zone = zone;
        this.backup = backup;
        return this;
    }

    /** It comes and goes with this instance of a group. */
    Target memberOf(String groupId, String instance) {
        this.groupId = groupId;
        this.instance = instance;
        return this;
    }

    void weigh(int weight, String zone, Instant now) {
        this.weight = weight;
        this.zone = zone;
        touch(now);
    }

    /** @param forget whether to drop it once it is drained */
    void leave(Instant deadline, boolean forget, Instant now) {
        this.leaving = true;
        this.forget |= forget;
        this.drainDeadline = drainDeadline == null || deadline.isBefore(drainDeadline) ? deadline : drainDeadline;
        if (status() != ResourceStatus.DELETING) {
            deleting(now);
        }
    }

    void rejoin(Instant now) {
        this.leaving = false;
        this.drainDeadline = null;
        this.health = TargetStatus.CHECKING;
        pending(now);
    }

    /** @return whether the status is another than before */
    boolean settle(TargetPolicy.Verdict verdict, Instant now) {
        boolean news = verdict.status() != health;
        health = verdict.status();
        if (news && health == TargetStatus.HEALTHY && status() == ResourceStatus.PENDING) {
            ready(now);
        }
        if (news || !Objects.equals(statusReason(), verdict.reason())) {
            explain(verdict.reason(), now);
        }
        return news;
    }

    int number() {
        return number;
    }

    String poolId() {
        return poolId;
    }

    String address() {
        return address;
    }

    int port() {
        return port;
    }

    int weight() {
        return weight;
    }

    String zone() {
        return zone;
    }

    boolean backup() {
        return backup;
    }

    String groupId() {
        return groupId;
    }

    String instance() {
        return instance;
    }

    TargetStatus health() {
        return health;
    }

    boolean leaving() {
        return leaving;
    }

    Instant drainDeadline() {
        return drainDeadline;
    }

    boolean forgotten() {
        return forget;
    }
}
