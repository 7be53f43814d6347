package io.berth.scaler.group;

import io.berth.outbox.Origin;
import io.berth.scaler.fleet.TerminationRule;
import io.berth.web.Resource;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** What a user wants of a group, and how it stands. */
@Entity
@Table(name = "scaling_group")
class ScalingGroup extends Resource {
    private int minSize;
    private int maxSize;
    private int desired;
    private String pool;

    @JdbcTypeCode(SqlTypes.JSON)
    private List<String> zones;

    private int templateVersion;
    private long cooldownMs;
    private long warmupMs;
    private long healthGraceMs;
    private long drainTimeoutMs;

    @Enumerated(EnumType.STRING)
    private TerminationRule terminationRule;

    @JdbcTypeCode(SqlTypes.JSON)
    private List<Process> suspended;

    /** For Hibernate. */
    protected ScalingGroup() {}

    ScalingGroup(String id, GroupSpec spec, Origin origin, Instant now) {
        super(id, spec.name(), spec.labels(), origin, now);
        this.templateVersion = 1;
        this.suspended = List.of();
        take(spec);
    }

    private void take(GroupSpec spec) {
        minSize = spec.min();
        maxSize = spec.max();
        desired = spec.desired();
        pool = spec.pool();
        zones = List.copyOf(spec.zones());
        cooldownMs = spec.cooldown().toMillis();
        warmupMs = spec.warmup().toMillis();
        healthGraceMs = spec.healthGrace().toMillis();
        drainTimeoutMs = spec.drainTimeout().toMillis();
        terminationRule = spec.terminationPolicy();
    }

    void change(GroupSpec spec, int template, Instant now) {
        take(spec);
        templateVersion = template;
        relabel(spec.labels(), now);
    }

    void scale(int wanted, Instant now) {
        desired = wanted;
        touch(now);
    }

    void suspend(Set<Process> processes, Instant now) {
        suspended = List.copyOf(new TreeSet<>(processes));
        touch(now);
    }

    GroupSpec spec(Template template) {
        return new GroupSpec(
                name(),
                labels(),
                minSize,
                maxSize,
                desired,
                template,
                pool,
                zones,
                Duration.ofMillis(cooldownMs),
                Duration.ofMillis(warmupMs),
                terminationRule,
                Duration.ofMillis(healthGraceMs),
                Duration.ofMillis(drainTimeoutMs));
    }

    int minSize() {
        return minSize;
    }

    int maxSize() {
        return maxSize;
    }

    int desired() {
        return desired;
    }

    int templateVersion() {
        return templateVersion;
    }

    Optional<String> pool() {
        return Optional.ofNullable(pool);
    }

    List<Process> suspended() {
        return suspended;
    }
}
