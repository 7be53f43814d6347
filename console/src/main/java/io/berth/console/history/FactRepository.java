package io.berth.console.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The facts' table. Plain SQL: the tenant is part of each reading query, through {@link FactFilter}. */
@ApplicationScoped
class FactRepository {

    private static final String COLUMNS = "seq, id, type, source, service, subject, project, correlation_id,"
            + " causation_id, time, data::text, traceparent";

    private final AgroalDataSource database;
    private final ObjectMapper json;

    FactRepository(AgroalDataSource database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    /** Facts after the cursor, oldest first. */
    List<Fact> after(long cursor, FactFilter filter, int limit) {
        List<Object> values = new ArrayList<>(List.of(cursor));
        String where = "seq > ?" + restrictions(filter, values);
        values.add(limit);
        return select(where + " order by seq limit ?", values);
    }

    Optional<Fact> byId(String id, FactFilter filter) {
        List<Object> values = new ArrayList<>(List.of(id));
        return select("id = ?" + restrictions(filter, values), values).stream().findFirst();
    }

    /** The cursor of the newest fact, 0 when there is none. Facts committed later have a greater one. */
    long newest() {
        return number("select greatest((select max(seq) from fact), (select forgotten_to from history_mark), 0)");
    }

    /** The cursor just before the first fact recorded at that time or later; the newest one when there is none. */
    long before(Instant time) {
        List<Fact> first = select("recorded_at >= ? order by seq limit 1", List.of(Timestamp.from(time)));
        return first.isEmpty() ? newest() : first.getFirst().seq() - 1;
    }

    HistoryMark mark() {
        try (Connection connection = database.getConnection();
                PreparedStatement query =
                        connection.prepareStatement("select forgotten_to, forgotten_time from history_mark");
                ResultSet row = query.executeQuery()) {
            row.next();
            return new HistoryMark(row.getLong(1), row.getTimestamp(2).toInstant());
        } catch (SQLException failure) {
            throw new HistoryUnavailable(failure);
        }
    }

    /** How far each partition was taken in. */
    List<IntakePosition> positions() {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(
                        "select topic, partition, incarnation, next_offset, last_time from intake_position");
                ResultSet rows = query.executeQuery()) {
            List<IntakePosition> positions = new ArrayList<>();
            while (rows.next()) {
                positions.add(new IntakePosition(
                        rows.getString(1), rows.getInt(2), rows.getString(3), rows.getLong(4), rows.getLong(5)));
            }
            return positions;
        } catch (SQLException failure) {
            throw new HistoryUnavailable(failure);
        }
    }

    private static String restrictions(FactFilter filter, List<Object> values) {
        var sql = new StringBuilder();
        if (!filter.seesEverything()) {
            restrict(sql, " and project = ?", filter.project(), values);
        }
        if (filter.type() != null) {
            restrict(sql, " and starts_with(type, ?)", filter.type(), values);
        }
        if (filter.subject() != null) {
            restrict(sql, " and subject = ?", filter.subject(), values);
        }
        if (filter.service() != null) {
            restrict(sql, " and service = ?", filter.service(), values);
        }
        if (filter.correlationId() != null) {
            restrict(sql, " and correlation_id = ?", filter.correlationId(), values);
        }
        return sql.toString();
    }

    private static void restrict(StringBuilder sql, String clause, String value, List<Object> values) {
        sql.append(clause);
        values.add(value);
    }

    private List<Fact> select(String where, List<Object> values) {
        try (Connection connection = database.getConnection();
                PreparedStatement query =
                        connection.prepareStatement("select " + COLUMNS + " from fact where " + where)) {
            for (int i = 0; i < values.size(); i++) {
                query.setObject(i + 1, values.get(i));
            }
            try (ResultSet rows = query.executeQuery()) {
                List<Fact> facts = new ArrayList<>();
                while (rows.next()) {
                    facts.add(fact(rows));
                }
                return facts;
            }
        } catch (SQLException failure) {
            throw new HistoryUnavailable(failure);
        }
    }

    private long number(String sql) {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(sql);
                ResultSet row = query.executeQuery()) {
            row.next();
            return row.getLong(1);
        } catch (SQLException failure) {
            throw new HistoryUnavailable(failure);
        }
    }

    private Fact fact(ResultSet row) throws SQLException {
        try {
            return new Fact(
                    row.getLong(1),
                    row.getString(2),
                    row.getString(3),
                    row.getString(4),
                    row.getString(5),
                    row.getString(6),
                    row.getString(7),
                    row.getString(8),
                    row.getString(9),
                    row.getTimestamp(10).toInstant(),
                    json.readTree(row.getString(11)),
                    row.getString(12));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("PostgreSQL keeps only JSON in a jsonb column", impossible);
        }
    }
}
