package io.berth.scaler.activity;

import io.berth.web.Ids;
import io.berth.web.Page;
import io.berth.web.PageRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Writes activities down. A decision falls every second and mostly says the same: equal ones in a row are one row whose end
 * moves, at most every few seconds. After a restart a new row begins.
 */
@ApplicationScoped
public class ActivityLog {
    private static final Duration EVERY = Duration.ofSeconds(5);

    private final ActivityRepository activities;
    private final Clock clock;

    /** Last activity of each group and kind. */
    private final Map<String, Last> last = new ConcurrentHashMap<>();

    private record Last(String id, String sameness, Instant written) {}

    ActivityLog(ActivityRepository activities, Clock clock) {
        this.activities = activities;
        this.clock = clock;
    }

    /** In the caller's transaction, or in one of its own. */
    @Transactional
    public void note(String project, Entry entry) {
        var now = clock.instant();
        var key = entry.group() + "|" + entry.kind();
        var before = last.get(key);
        if (before == null || !before.sameness().equals(entry.sameness())) {
            last.put(key, add(project, entry, now));
        } else if (!before.written().plus(EVERY).isAfter(now)) {
            last.put(key, again(before, project, entry, now));
        }
    }

    private Last add(String project, Entry entry, Instant now) {
        var activity = new Activity(Ids.next("act"), project, entry, now);
        activities.persist(activity);
        return new Last(activity.id(), entry.sameness(), now);
    }

    private Last again(Last before, String project, Entry entry, Instant now) {
        var row = activities.findByIdOptional(before.id());
        if (row.isEmpty()) {
            return add(project, entry, now);
        }
        row.get().again(entry, now);
        return new Last(before.id(), before.sameness(), now);
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
