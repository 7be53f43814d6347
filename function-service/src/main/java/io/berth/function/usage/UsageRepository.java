package io.berth.function.usage;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;

/** Native SQL, which is not filtered by project: each query names it. */
@ApplicationScoped
class UsageRepository {
    private static final String BY_FUNCTION = """
            select function, max(function_name), cast(sum(invocations) as bigint), cast(sum(billed_ms) as bigint),
              cast(sum(mb_ms) as bigint)
            from function_usage where project = :project and minute >= :from and minute < :to
            group by function order by function""";
    private static final String BY_TIME = """
            select to_char(date_trunc(:unit, minute, 'UTC') at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as moment,
              cast(null as text), cast(sum(invocations) as bigint), cast(sum(billed_ms) as bigint),
              cast(sum(mb_ms) as bigint)
            from function_usage where project = :project and minute >= :from and minute < :to
            group by moment order by moment""";

    private final EntityManager database;

    UsageRepository(EntityManager database) {
        this.database = database;
    }

    List<UsageReport.Line> byFunction(String project, Instant from, Instant to) {
        return lines(database.createNativeQuery(BY_FUNCTION, Object[].class), project, from, to);
    }

    /** @param unit {@code hour} or {@code day} */
    List<UsageReport.Line> byTime(String project, Instant from, Instant to, String unit) {
        return lines(database.createNativeQuery(BY_TIME, Object[].class).setParameter("unit", unit), project, from, to);
    }

    @SuppressWarnings("unchecked")
    private static List<UsageReport.Line> lines(
            jakarta.persistence.Query query, String project, Instant from, Instant to) {
        List<Object[]> rows = query.setParameter("project", project)
                .setParameter("from", from)
                .setParameter("to", to)
                .getResultList();
        return rows.stream()
                .map(row -> UsageReport.Line.of(
                        (String) row[0], (String) row[1], (Long) row[2], (Long) row[3], (Long) row[4]))
                .toList();
    }
}
