package io.berth.image.build;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.berth.image.sql.Sql;
import io.berth.web.PageRequest;
import io.berth.web.Tenant;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Rows of builds. Callers see those of their project; the queue sees all. */
@ApplicationScoped
class BuildRepository {
    private final Sql sql;
    private final BuildRows rows;
    private final ObjectMapper json;
    private final Clock clock;

    BuildRepository(Sql sql, BuildRows rows, ObjectMapper json, Clock clock) {
        this.sql = sql;
        this.rows = rows;
        this.json = json;
        this.clock = clock;
    }

    void insert(Build build) {
        var recipe = build.recipe();
        sql.update(
                """
                insert into build (id, project, labels, status, repository, tag, dockerfile, argument_names, target,
                                   platform, pull, context_bytes, subject, role, created_at, updated_at,
                                   correlation_id, causation_id, traceparent)
                values (?, ?, ?::jsonb, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                build.id(),
                build.project(),
                text(build.labels()),
                build.status().name(),
                build.repository().value(),
                build.tag(),
                recipe.dockerfile(),
                recipe.argumentNames(),
                recipe.target().orElse(null),
                recipe.platform().orElse(null),
                recipe.pull(),
                build.contextBytes(),
                build.rights().subject(),
                build.rights().role().name(),
                build.createdAt(),
                build.createdAt(),
                build.origin().correlationId(),
                build.origin().causationId(),
                build.origin().traceparent());
    }

    /** @param project {@link Tenant#ROOT} for all */
    Optional<Build> find(String project, String id) {
        return sql.first(BuildRows.SELECT + " where id = ? and (? = '*' or project = ?)", rows, id, project, project);
    }

    Optional<Build> find(String id) {
        return find(Tenant.ROOT, id);
    }

    /** One more than the page's limit, if there are so many. */
    List<Build> list(String project, PageRequest page) {
        var query = new StringBuilder(BuildRows.SELECT).append(" where (? = '*' or project = ?) and id > ?");
        var values =
                new ArrayList<Object>(List.of(project, project, page.after().orElse("")));
        page.status(BuildStatus.class).ifPresent(status -> {
            query.append(" and status = ?");
            values.add(status.name());
        });
        if (!page.labels().isEmpty()) {
            query.append(" and labels @> ?::jsonb");
            values.add(text(page.labels()));
        }
        values.add(page.limit() + 1);
        return sql.list(query.append(" order by id limit ?").toString(), rows, values.toArray());
    }

    int countQueued(String project) {
        return sql.first(
                        "select count(*) from build where project = ? and status = 'QUEUED'",
                        row -> row.getInt(1),
                        project)
                .orElse(0);
    }

    /** The oldest of each project, as many as may start at once. */
    List<BuildPlan.Waiting> waiting(int ofEach) {
        return sql.list(
                """
                select id, project, created_at from (
                    select id, project, created_at,
                           row_number() over (partition by project order by created_at, id) as place
                    from build where status = 'QUEUED') queued
                where place <= ? order by created_at, id""",
                row -> new BuildPlan.Waiting(
                        row.getString("id"), row.getString("project"), Sql.instant(row, "created_at")),
                ofEach);
    }

    Map<String, Instant> lastStarts() {
        var starts = new HashMap<String, Instant>();
        sql.list(
                        "select project, max(started_at) as started from build where started_at is not null"
                                + " group by project",
                        row -> Map.entry(row.getString("project"), Sql.instant(row, "started")))
                .forEach(start -> starts.put(start.getKey(), start.getValue()));
        return starts;
    }

    List<Build> running() {
        return sql.list(BuildRows.SELECT + " where status = 'RUNNING' order by id", rows);
    }

    boolean isRunning(String id) {
        return sql.first("select 1 from build where id = ? and status = 'RUNNING'", row -> true, id)
                .orElse(false);
    }

    /** False when it is not waiting any more. */
    boolean start(String id) {
        var now = clock.instant();
        return sql.update("""
                        update build set status = 'RUNNING', attempt = attempt + 1, started_at = ?, updated_at = ?,
                                         version = version + 1
                        where id = ? and status = 'QUEUED'""", now, now, id) > 0;
    }

    /** The next fact of the build follows from this one. */
    void causedBy(String id, String fact) {
        sql.update("update build set causation_id = ? where id = ?", fact, id);
    }

    /** Back to the queue, in its old place. */
    boolean requeue(String id, String reason) {
        return sql.update("""
                        update build set status = 'QUEUED', status_reason = ?, updated_at = ?, version = version + 1
                        where id = ? and status = 'RUNNING'""", reason, clock.instant(), id) > 0;
    }

    boolean succeed(String id, String digest) {
        var now = clock.instant();
        return sql.update("""
                        update build set status = 'SUCCEEDED', status_reason = null, image_digest = ?, ended_at = ?,
                                         updated_at = ?, version = version + 1
                        where id = ? and status = 'RUNNING'""", digest, now, now, id) > 0;
    }

    boolean fail(String id, Verdict.Failed verdict) {
        var now = clock.instant();
        return sql.update(
                        """
                        update build set status = ?, status_reason = ?, failure_code = ?, failure_status = ?,
                                         error = ?::jsonb, ended_at = ?, updated_at = ?, version = version + 1
                        where id = ? and status in ('QUEUED', 'RUNNING')""",
                        verdict.status().name(),
                        verdict.reason(),
                        verdict.code().name(),
                        verdict.code().status(),
                        verdict.step() == null ? null : text(verdict.step()),
                        now,
                        now,
                        id)
                > 0;
    }

    void requestCancel(String id) {
        sql.update(
                "update build set cancel_requested = true, updated_at = ?, version = version + 1"
                        + " where id = ? and status = 'RUNNING'",
                clock.instant(),
                id);
    }

    /** Takes the row's lock, so that what is decided on its status holds until the transaction ends. */
    Optional<BuildStatus> lock(String id) {
        return sql.first(
                "select status from build where id = ? for update", row -> BuildStatus.valueOf(row.getString(1)), id);
    }

    void delete(String id) {
        sql.update("delete from build where id = ?", id);
    }

    List<String> endedBefore(Instant limit) {
        return sql.list(
                "select id from build where ended_at < ? order by ended_at limit 500", row -> row.getString(1), limit);
    }

    boolean exists(String id) {
        return sql.first("select 1 from build where id = ?", row -> true, id).orElse(false);
    }

    private String text(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
