package io.berth.web;

import io.berth.outbox.Origin;
import jakarta.persistence.EntityListeners;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.TenantId;
import org.hibernate.type.SqlTypes;

/**
 * The columns that every resource has. A subclass is an entity with a table of its own:
 *
 * <pre>
 * id text primary key, project text not null check (project &lt;&gt; '*'), name text not null,
 * labels jsonb not null default '{}', status text not null, status_reason text,
 * failure_code text, failure_status integer,
 * created_at timestamptz not null, updated_at timestamptz not null,
 * version bigint not null, generation bigint not null,
 * correlation_id text, causation_id text, traceparent text, unique (project, name)
 * </pre>
 */
@MappedSuperclass
@EntityListeners(ResourceListener.class)
public abstract class Resource {
    @Id
    private String id;

    @TenantId
    private String project;

    private String name;

    @JdbcTypeCode(SqlTypes.JSON)
    private Map<String, String> labels;

    @Enumerated(EnumType.STRING)
    private ResourceStatus status;

    private String statusReason;
    private String failureCode;
    private Integer failureStatus;
    private Instant createdAt;
    private Instant updatedAt;

    @Version
    private long version;

    private long generation;
    private String correlationId;
    private String causationId;
    private String traceparent;

    /** For Hibernate. */
    protected Resource() {}

    /** A wanted resource: {@code PENDING}, generation 1, in the origin's project. */
    protected Resource(String id, String name, Map<String, String> labels, Origin origin, Instant now) {
        this.id = id;
        this.project = origin.project();
        this.name = name;
        this.labels = copyOf(labels);
        this.status = ResourceStatus.PENDING;
        this.createdAt = stored(now);
        this.updatedAt = createdAt;
        this.generation = 1;
        causedBy(origin);
    }

    private static Map<String, String> copyOf(Map<String, String> labels) {
        return labels == null ? new LinkedHashMap<>() : new LinkedHashMap<>(labels);
    }

    /** Of the request that last changed what is wanted, and the fact that this resource's next fact follows from. */
    public Origin origin() {
        return new Origin(project, correlationId, causationId, traceparent);
    }

    /** The next fact of this resource follows from the one with this id. */
    public void causedBy(String factId) {
        this.causationId = factId;
    }

    /** Another request changes what is wanted: its trace is the one of the facts that follow. */
    public void causedBy(Origin origin) {
        this.correlationId = origin.correlationId();
        this.causationId = origin.causationId();
        this.traceparent = origin.traceparent();
    }

    /** It is as wanted. */
    public void ready(Instant now) {
        moveTo(ResourceStatus.READY, null, Failure.NONE, now);
    }

    /** It cannot be as wanted, because the engine refused. */
    public void failed(String reason, Instant now) {
        failed(PlatformError.ENGINE_REFUSED, reason, now);
    }

    /** It cannot be as wanted; {@code cause} becomes the problem that waiting callers get. */
    public void failed(ErrorCode cause, String reason, Instant now) {
        moveTo(ResourceStatus.FAILED, reason, Failure.of(cause), now);
    }

    /** It is to go. */
    public void deleting(Instant now) {
        moveTo(ResourceStatus.DELETING, null, Failure.NONE, now);
    }

    /** What is wanted has changed: a new generation is to be made real. */
    public void pending(Instant now) {
        generation++;
        moveTo(ResourceStatus.PENDING, null, Failure.NONE, now);
    }

    /** The status stays; why it is not yet what one waits for. */
    public void explain(String reason, Instant now) {
        this.statusReason = reason;
        touch(now);
    }

    /** Something that clients see has changed. */
    public void touch(Instant now) {
        this.updatedAt = stored(now);
    }

    /** As PostgreSQL keeps it, so that what was just written and what is read later look alike. */
    private static Instant stored(Instant time) {
        return time.truncatedTo(ChronoUnit.MICROS);
    }

    /** Replaces all labels. */
    public void relabel(Map<String, String> wanted, Instant now) {
        this.labels = copyOf(wanted);
        touch(now);
    }

    private void moveTo(ResourceStatus next, String reason, Failure failure, Instant now) {
        this.status = next;
        this.statusReason = reason;
        this.failureCode = failure.known() ? failure.name() : null;
        this.failureStatus = failure.known() ? failure.status() : null;
        touch(now);
    }

    public String id() {
        return id;
    }

    public String project() {
        return project;
    }

    public String name() {
        return name;
    }

    public Map<String, String> labels() {
        return Map.copyOf(labels);
    }

    public ResourceStatus status() {
        return status;
    }

    /** {@code null} when there is nothing to say. */
    public String statusReason() {
        return statusReason;
    }

    /** Cause of {@code FAILED}, else {@link Failure#NONE}. */
    public Failure failure() {
        return failureCode == null ? Failure.NONE : new Failure(failureCode, failureStatus);
    }

    public Instant createdAt() {
        return createdAt;
    }

    public Instant updatedAt() {
        return updatedAt;
    }

    public long version() {
        return version;
    }

    /** Counts the changes of what is wanted. */
    public long generation() {
        return generation;
    }
}
