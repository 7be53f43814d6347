package io.berth.scaler.group;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.function.IntFunction;
import org.hibernate.annotations.TenantId;

/** What running a group has to remember and nobody asked for. Only read and written under the group's lock. */
@Entity
@Table(name = "group_progress")
class GroupProgress {
    @Id
    private String groupId;

    @TenantId
    @SuppressWarnings("UnusedVariable") // Hibernate filters by it
    private String project;

    private long membership;
    private int launchFailures;
    private Instant launchFailedAt;
    private Instant launchNotBefore;
    private Instant scaledAt;
    private String launchCause;
    private String launchFailure;

    /** For Hibernate. */
    protected GroupProgress() {}

    GroupProgress(String groupId, String project) {
        this.groupId = groupId;
        this.project = project;
    }

    long nextMembership() {
        return ++membership;
    }

    /** Failures of launches that began before the last counted one belong to its round and count once. */
    boolean launchFailed(Instant began, String reason, Instant now, IntFunction<Duration> pause) {
        launchFailure = reason;
        // One that is counted later than now was counted before the clock was set back.
        if (launchFailedAt != null && !launchFailedAt.isAfter(now) && !began.isAfter(launchFailedAt)) {
            return false;
        }
        launchFailures++;
        launchFailedAt = now;
        launchNotBefore = now.plus(pause.apply(launchFailures));
        return true;
    }

    void launchesSettled() {
        launchFailures = 0;
        launchNotBefore = null;
        launchFailure = null;
    }

    void scaled(Instant now) {
        scaledAt = now;
    }

    /** @param factId of an instance's end or failure; null when what is wanted has changed since */
    void lostCapacity(String factId) {
        launchCause = factId;
    }

    String launchFailure() {
        return launchFailure;
    }

    String launchCause() {
        return launchCause;
    }

    int launchFailures() {
        return launchFailures;
    }

    Instant launchFailedAt() {
        return launchFailedAt;
    }

    Instant launchNotBefore() {
        return launchNotBefore;
    }

    Instant scaledAt() {
        return scaledAt;
    }
}
