package io.berth.function.usage;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Adds what an invocation used to its function's minute, in the caller's transaction. */
@ApplicationScoped
public class UsageMeter {
    private static final String ADD = """
            insert into function_usage (project, function, function_name, minute, invocations, billed_ms, mb_ms)
            values (:project, :function, :name, :minute, 1, :billedMs, :mbMs)
            on conflict (project, function, minute) do update set
              invocations = function_usage.invocations + 1,
              billed_ms = function_usage.billed_ms + excluded.billed_ms,
              mb_ms = function_usage.mb_ms + excluded.mb_ms,
              function_name = excluded.function_name""";

    private final EntityManager database;

    UsageMeter(EntityManager database) {
        this.database = database;
    }

    /** @param mbMs memory in MB multiplied by billed milliseconds */
    public record Used(String project, String function, String name, Instant at, long billedMs, long mbMs) {}

    /** Call it once per request. */
    public void add(Used used) {
        database.createNativeQuery(ADD)
                .setParameter("project", used.project())
                .setParameter("function", used.function())
                .setParameter("name", used.name())
                .setParameter("minute", used.at().truncatedTo(ChronoUnit.MINUTES))
                .setParameter("billedMs", used.billedMs())
                .setParameter("mbMs", used.mbMs())
                .executeUpdate();
    }
}
