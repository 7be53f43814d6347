package io.berth.balancer.target;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.berth.web.Page;
import io.berth.web.PageRequest;
import io.berth.web.ProblemException;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;

/** Targets are named within their pool, unlike other resources. */
@ApplicationScoped
class TargetRepository implements PanacheRepositoryBase<Target, String> {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** By id or name, locked until the transaction ends; else 404. */
    Target requireLocked(String poolId, String ref) {
        return find("poolId = ?1 and (id = ?2 or name = ?2)", poolId, ref)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional()
                .orElseThrow(() -> unknown(ref));
    }

    /** By id or name; else 404. */
    Target require(String poolId, String ref) {
        return find("poolId = ?1 and (id = ?2 or name = ?2)", poolId, ref)
                .firstResultOptional()
                .orElseThrow(() -> unknown(ref));
    }

    private static ProblemException unknown(String ref) {
        return new ProblemException(TargetError.TARGET_NOT_FOUND, "There is no target %s in this pool.".formatted(ref));
    }

    void requireNameFree(String poolId, String name) {
        if (count("poolId = ?1 and name = ?2", poolId, name) > 0) {
            throw new ProblemException(
                    TargetError.TARGET_NAME_TAKEN,
                    "The pool has a target named %s.".formatted(name),
                    "Choose another name, or delete the existing one first.");
        }
    }

    List<Target> ofPool(String poolId) {
        return list("poolId = ?1 order by id", poolId);
    }

    /** Locked, for whoever decides about their status. */
    List<Target> ofPoolLocked(String poolId) {
        return find("poolId = ?1 order by id", poolId)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }

    List<Target> ofPools(Collection<String> poolIds) {
        return poolIds.isEmpty() ? List.of() : list("poolId in ?1 order by id", poolIds);
    }

    List<String> poolsOfGroup(String groupId) {
        return getEntityManager()
                .createQuery("select distinct poolId from Target where groupId = :group", String.class)
                .setParameter("group", groupId)
                .getResultList();
    }

    Page<Target> page(String poolId, PageRequest request) {
        var query = new StringBuilder("poolId = :pool");
        var values = new HashMap<String, Object>();
        values.put("pool", poolId);
        request.after().ifPresent(id -> {
            query.append(" and id > :after");
            values.put("after", id);
        });
        request.status(TargetStatus.class).ifPresent(status -> {
            query.append(" and health = :status");
            values.put("status", status);
        });
        if (!request.labels().isEmpty()) {
            query.append(" and cast(sql('? @> cast(? as jsonb)', labels, :labels) as boolean) = true");
            values.put("labels", JSON.valueToTree(request.labels()).toString());
        }
        var found = find(query.append(" order by id").toString(), values)
                .range(0, request.limit())
                .list();
        return Page.cut(found, request.limit(), Target::id);
    }

    /** A number that HAProxy never saw: a sequence, so of no project. */
    int nextNumber() {
        return ((Number) getEntityManager()
                        .createNativeQuery("select nextval('proxy_number')")
                        .getSingleResult())
                .intValue();
    }
}
