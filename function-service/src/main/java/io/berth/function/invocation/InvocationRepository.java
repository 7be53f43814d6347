package io.berth.function.invocation;

import io.berth.function.instance.LogTail;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedSet;

@ApplicationScoped
class InvocationRepository implements PanacheRepositoryBase<InvocationRow, String> {
    private static final String INSERT = """
            insert into invocation (id, project, function, function_name, outcome, start, reason, error_type, began_at,
              duration_ms, billed_ms, memory_mb, log_tail, log_cut)
            values (:id, :project, :function, :name, :outcome, :start, :reason, :errorType, :beganAt,
              :durationMs, :billedMs, :memoryMb, :logTail, :logCut)
            on conflict (id) do nothing""";

    /** Nobody changes these functions until the transaction ends; those that are gone are gone. */
    void holdFunctions(SortedSet<String> functions) {
        getEntityManager()
                .createNativeQuery(
                        "select id from function where id in (:functions) order by id for share", String.class)
                .setParameter("functions", functions)
                .getResultList();
    }

    /** @return false when this request is there already */
    boolean insert(Measured run, LogTail log) {
        return getEntityManager()
                        .createNativeQuery(INSERT)
                        .setParameter("id", run.requestId())
                        .setParameter("project", run.function().project())
                        .setParameter("function", run.function().id())
                        .setParameter("name", run.function().name())
                        .setParameter("outcome", run.outcome().name())
                        .setParameter("start", run.start())
                        .setParameter("reason", run.reason())
                        .setParameter("errorType", run.errorType())
                        .setParameter("beganAt", run.beganAt())
                        .setParameter("durationMs", run.durationMs())
                        .setParameter("billedMs", run.billedMs())
                        .setParameter("memoryMb", run.memoryMb())
                        .setParameter("logTail", log.text())
                        .setParameter("logCut", log.cut())
                        .executeUpdate()
                == 1;
    }

    Optional<InvocationRow> find(String function, String requestId) {
        return find("id = ?1 and function = ?2", requestId, function).firstResultOptional();
    }

    long forgetBefore(Instant time) {
        return delete("beganAt < ?1", time);
    }
}
