package io.berth.image.build;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.berth.image.access.Rights;
import io.berth.image.buildx.FailedStep;
import io.berth.image.oci.RepositoryName;
import io.berth.image.sql.Sql;
import io.berth.outbox.Origin;
import io.berth.web.Failure;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a row of a build. */
@ApplicationScoped
class BuildRows implements Sql.Row<Build> {
    static final String SELECT = "select * from build";

    private final ObjectMapper json;

    BuildRows(ObjectMapper json) {
        this.json = json;
    }

    @Override
    public Build read(ResultSet row) throws SQLException {
        var origin = new Origin(
                row.getString("project"),
                row.getString("correlation_id"),
                row.getString("causation_id"),
                row.getString("traceparent"));
        return new Build(
                row.getString("id"),
                labels(row.getString("labels")),
                BuildStatus.valueOf(row.getString("status")),
                row.getString("status_reason"),
                failure(row),
                RepositoryName.parse(row.getString("repository")),
                row.getString("tag"),
                recipe(row),
                row.getLong("context_bytes"),
                new Rights(row.getString("subject"), origin.project(), Rights.Role.valueOf(row.getString("role"))),
                row.getInt("attempt"),
                row.getBoolean("cancel_requested"),
                row.getString("image_digest"),
                step(row.getString("error")),
                Sql.instant(row, "created_at"),
                Sql.instant(row, "updated_at"),
                Sql.instant(row, "started_at"),
                Sql.instant(row, "ended_at"),
                row.getLong("version"),
                origin);
    }

    private static Failure failure(ResultSet row) throws SQLException {
        var code = row.getString("failure_code");
        return code == null ? Failure.NONE : new Failure(code, row.getInt("failure_status"));
    }

    private static Recipe recipe(ResultSet row) throws SQLException {
        var names = (String[]) row.getArray("argument_names").getArray();
        return new Recipe(
                row.getString("dockerfile"),
                List.of(names),
                Optional.ofNullable(row.getString("target")),
                Optional.ofNullable(row.getString("platform")),
                row.getBoolean("pull"));
    }

    private Map<String, String> labels(String stored) {
        try {
            return json.readerForMapOf(String.class).readValue(stored);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("labels in the database are not a JSON object", e);
        }
    }

    private FailedStep step(String stored) {
        try {
            return stored == null ? null : json.readValue(stored, FailedStep.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a failed step in the database cannot be read", e);
        }
    }
}
