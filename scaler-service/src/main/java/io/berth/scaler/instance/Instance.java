package io.berth.scaler.instance;

import io.berth.outbox.Origin;
import io.berth.scaler.fleet.Balancing;
import io.berth.scaler.fleet.Fate;
import io.berth.scaler.fleet.InstanceStatus;
import io.berth.scaler.fleet.Placement;
import io.berth.scaler.group.Frame;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import org.hibernate.annotations.TenantId;

/** One instance. Its row exists before its container does, and after. Changed under its group's lock only. */
@Entity
@Table(name = "instance")
class Instance {
    @Id
    private String id;

    @TenantId
    private String project;

    private String groupId;
    private String name;
    private String engineName;
    private String host;
    private String zone;
    private int templateVersion;

    @Enumerated(EnumType.STRING)
    private InstanceStatus status;

    private String statusReason;
    private Instant statusSince;
    private boolean guarded;

    @Enumerated(EnumType.STRING)
    private Fate fate;

    private String containerId;
    private String address;
    private Integer port;
    private Integer exitCode;

    @Enumerated(EnumType.STRING)
    private Balancing balancing;

    private String balancingReason;
    private String balancingFact;
    private boolean published;
    private Instant drainDeadline;
    private Instant inServiceAt;
    private Instant createdAt;
    private Instant updatedAt;
    private Instant terminatedAt;

    @Version
    private long version;

    private String correlationId;
    private String causationId;
    private String traceparent;

    /** For Hibernate. */
    protected Instance() {}

    Instance(String id, Frame group, Placement.Site site, Instant now) {
        this.id = id;
        this.project = group.project();
        this.groupId = group.id();
        var serial = id.substring(id.indexOf('_') + 1);
        this.name = group.name() + "-" + serial;
        this.engineName = "berth-" + name;
        this.host = site.host();
        this.zone = site.zone();
        this.templateVersion = group.templateVersion();
        this.fate = Fate.KEEP;
        this.balancing = Balancing.SILENT;
        this.createdAt = now;
        causedBy(group.launchOrigin());
        moveTo(InstanceStatus.LAUNCHING, null, now);
    }

    final void moveTo(InstanceStatus next, String reason, Instant now) {
        status = next;
        statusReason = reason;
        statusSince = now;
        updatedAt = now;
    }

    void explain(String reason, Instant now) {
        statusReason = reason;
        updatedAt = now;
    }

    void running(String container, String reachedAt, Integer onPort, boolean pooled, Instant now) {
        containerId = container;
        address = reachedAt;
        port = onPort;
        published = pooled;
        moveTo(InstanceStatus.CHECKING, null, now);
    }

    void serve(Instant now) {
        if (inServiceAt == null) {
            inServiceAt = now;
        }
        moveTo(InstanceStatus.IN_SERVICE, null, now);
    }

    void drain(String reason, Instant deadline, Instant now) {
        drainDeadline = deadline;
        balancing = Balancing.SILENT;
        moveTo(InstanceStatus.DRAINING, reason, now);
    }

    /** Its container is dead: nothing is left to drain. */
    void lost(String reason, Instant now) {
        published = false;
        drain(reason, now, now);
    }

    void terminated(String reason, Integer code, Instant now) {
        exitCode = code;
        published = false;
        terminatedAt = now;
        moveTo(InstanceStatus.TERMINATED, reason, now);
    }

    void heard(Balancing word, String reason, String factId, Instant now) {
        balancing = word;
        balancingReason = reason;
        balancingFact = factId;
        updatedAt = now;
    }

    void guard(boolean on, Instant now) {
        guarded = on;
        updatedAt = now;
    }

    void fate(Fate wanted, Instant now) {
        fate = wanted;
        updatedAt = now;
    }

    Origin origin() {
        return new Origin(project, correlationId, causationId, traceparent);
    }

    final void causedBy(Origin origin) {
        correlationId = origin.correlationId();
        causationId = origin.causationId();
        traceparent = origin.traceparent();
    }

    void causedBy(String factId) {
        causationId = factId;
    }

    String id() {
        return id;
    }

    String project() {
        return project;
    }

    String groupId() {
        return groupId;
    }

    String name() {
        return name;
    }

    String engineName() {
        return engineName;
    }

    String host() {
        return host;
    }

    String zone() {
        return zone;
    }

    int templateVersion() {
        return templateVersion;
    }

    InstanceStatus status() {
        return status;
    }

    String statusReason() {
        return statusReason;
    }

    Instant statusSince() {
        return statusSince;
    }

    boolean guarded() {
        return guarded;
    }

    Fate fate() {
        return fate;
    }

    String containerId() {
        return containerId;
    }

    String address() {
        return address;
    }

    Integer port() {
        return port;
    }

    Integer exitCode() {
        return exitCode;
    }

    Balancing balancing() {
        return balancing;
    }

    String balancingReason() {
        return balancingReason;
    }

    String balancingFact() {
        return balancingFact;
    }

    boolean published() {
        return published;
    }

    Instant drainDeadline() {
        return drainDeadline;
    }

    Instant inServiceAt() {
        return inServiceAt;
    }

    Instant createdAt() {
        return createdAt;
    }

    Instant updatedAt() {
        return updatedAt;
    }

    Instant terminatedAt() {
        return terminatedAt;
    }

    long version() {
        return version;
    }
}
