package io.berth.scaler.activity;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Objects;
import org.hibernate.annotations.TenantId;

/** One decision, or a run of equal ones. */
@Entity
@Table(name = "activity")
class Activity {
    @Id
    private String id;

    @TenantId
    private String project;

    private String groupId;
    private String kind;
    private String policy;
    private String metric;
    private Double value;
    private Double target;
    private String rule;
    private String verdict;
    private String reason;
    private int fromDesired;
    private int toDesired;
    private String instance;
    private Instant at;
    private Instant until;
    private long times;

    /** For Hibernate. */
    protected Activity() {}

    Activity(String id, String project, Entry entry, Instant now) {
        this.id = id;
        this.project = project;
        this.groupId = entry.group();
        this.kind = entry.kind().name();
        this.policy = entry.policy();
        this.metric = entry.metric();
        this.verdict = entry.verdict();
        this.fromDesired = entry.from();
        this.toDesired = entry.to();
        this.instance = entry.instance();
        this.target = entry.target();
        this.at = now;
        again(entry, now);
    }

    /** The same once more: the newest numbers are shown. */
    final void again(Entry entry, Instant now) {
        value = entry.value();
        rule = entry.rule();
        reason = entry.reason();
        until = now;
        times++;
    }

    /** Whether the entry is the same once more: policy, verdict, sizes and instance, whatever the numbers and the reason. */
    boolean says(Entry entry) {
        return Objects.equals(policy, entry.policy())
                && verdict.equals(entry.verdict())
                && fromDesired == entry.from()
                && toDesired == entry.to()
                && Objects.equals(instance, entry.instance());
    }

    boolean olderThan(Instant moment) {
        return !until.isAfter(moment);
    }

    String id() {
        return id;
    }

    ActivityView view() {
        return new ActivityView(
                id,
                groupId,
                project,
                kind,
                policy,
                metric,
                value,
                target,
                rule,
                verdict,
                reason,
                fromDesired,
                toDesired,
                instance,
                at,
                until,
                times);
    }
}
