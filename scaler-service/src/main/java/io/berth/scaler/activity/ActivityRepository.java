package io.berth.scaler.activity;

import io.berth.web.Page;
import io.berth.web.PageRequest;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashMap;
import java.util.Optional;

@ApplicationScoped
class ActivityRepository implements PanacheRepositoryBase<Activity, String> {

    /** The newest of a kind. */
    Optional<Activity> last(String group, Entry.Kind kind) {
        return find("groupId = ?1 and kind = ?2 order by id desc", group, kind.name())
                .firstResultOptional();
    }

    /** Newest first; {@code status} filters by verdict. */
    Page<Activity> page(String group, PageRequest request) {
        var query = new StringBuilder("groupId = :group");
        var values = new HashMap<String, Object>();
        values.put("group", group);
        request.after().ifPresent(id -> {
            query.append(" and id < :after");
            values.put("after", id);
        });
        request.status().ifPresent(verdict -> {
            query.append(" and verdict = :verdict");
            values.put("verdict", verdict);
        });
        var found = find(query.append(" order by id desc").toString(), values)
                .range(0, request.limit())
                .list();
        return Page.cut(found, request.limit(), Activity::id);
    }

    long forget(Instant before) {
        return delete("until < ?1", before);
    }
}
