package io.berth.scaler.activity;

import io.berth.web.Ids;
import io.berth.web.Page;
import io.berth.web.PageRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Writes activities down. A decision falls every second and mostly says the same: equal ones in a row are one row whose end
 * moves, at most every few seconds.
 */
@ApplicationScoped
public class ActivityLog {
    private static final Duration EVERY = Duration.ofSeconds(5);

    private final ActivityRepository activities;
    private final Clock clock;

    ActivityLog(ActivityRepository activities, Clock clock) {
        this.activities = activities;
        this.clock = clock;
    }

    /** In the caller's transaction, or in one of its own. */
    @Transactional
    public void note(String project, Entry entry) {
        var now = clock.instant();
        var last = activities.last(entry.group(), entry.kind()).filter(row -> row.says(entry));
        if (last.isEmpty()) {
            activities.persist(new Activity(Ids.next("act"), project, entry, now));
        } else if (last.get().olderThan(now.minus(EVERY))) {
            last.get().again(entry, now);
        }
    }

    /** Activities of a group in the current project, the newest first. */
    @Transactional
    Page<ActivityView> page(String group, PageRequest request) {
        return activities.page(group, request).map(Activity::view);
    }

    @Transactional
    public long forget(Instant before) {
        return activities.forget(before);
    }
}
