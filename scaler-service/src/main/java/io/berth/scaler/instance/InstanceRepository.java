package io.berth.scaler.instance;

import io.berth.scaler.fleet.InstanceStatus;
import io.berth.scaler.group.ScalerError;
import io.berth.web.Page;
import io.berth.web.PageRequest;
import io.berth.web.ProblemException;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;

@ApplicationScoped
class InstanceRepository implements PanacheRepositoryBase<Instance, String> {

    List<Instance> live(String group) {
        return list("groupId = ?1 and status <> ?2 order by id", group, InstanceStatus.TERMINATED);
    }

    List<Instance> published(String group) {
        return list("groupId = ?1 and published = true order by id", group);
    }

    /** Of all groups that the current project (or root) sees. */
    List<String> liveIds() {
        return getEntityManager()
                .createQuery("select id from Instance where status <> ?1", String.class)
                .setParameter(1, InstanceStatus.TERMINATED)
                .getResultList();
    }

    /** By id or name. */
    Instance require(String group, String ref) {
        return find("groupId = ?1 and (id = ?2 or name = ?2)", group, ref)
                .firstResultOptional()
                .orElseThrow(() -> new ProblemException(
                        ScalerError.INSTANCE_NOT_FOUND, "There is no instance %s in this group.".formatted(ref)));
    }

    /** Terminated ones only when their status is asked for. */
    Page<Instance> page(String group, PageRequest request) {
        var query = new StringBuilder("groupId = :group");
        var values = new HashMap<String, Object>();
        values.put("group", group);
        request.after().ifPresent(id -> {
            query.append(" and id > :after");
            values.put("after", id);
        });
        var status = request.status(InstanceStatus.class);
        query.append(status.isPresent() ? " and status = :status" : " and status <> :status");
        values.put("status", status.orElse(InstanceStatus.TERMINATED));
        if (!request.labels().isEmpty()) {
            return Page.all(List.of());
        }
        var found = find(query.append(" order by id").toString(), values)
                .range(0, request.limit())
                .list();
        return Page.cut(found, request.limit(), Instance::id);
    }

    long forgetTerminated(Instant before) {
        return delete("status = ?1 and terminatedAt < ?2", InstanceStatus.TERMINATED, before);
    }
}
