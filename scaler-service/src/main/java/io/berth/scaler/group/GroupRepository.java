package io.berth.scaler.group;

import io.berth.scaler.fleet.InstanceStatus;
import io.berth.web.ResourceRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

@ApplicationScoped
class GroupRepository extends ResourceRepository<ScalingGroup> {
    GroupRepository() {
        super("group");
    }

    /** The row's lock is the group's: whoever changes the group or its instances holds it. */
    Optional<ScalingGroup> locked(String id) {
        return findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE);
    }

    /** Epoch of the writer that took over last; a sequence is outside transactions, so that it is seen at once. */
    long newestWriter() {
        return ((Number) getEntityManager()
                        .createNativeQuery("select last_value from writer_epoch")
                        .getSingleResult())
                .longValue();
    }

    List<String> ids() {
        return getEntityManager()
                .createQuery("select id from ScalingGroup order by id", String.class)
                .getResultList();
    }

    /** Under the group's lock, or for an instance that there is. */
    Template template(String group, int version) {
        return findTemplate(group, version).orElseThrow();
    }

    /** Without the lock a group may go away between the reading of its row and that of its template. */
    Optional<Template> findTemplate(String group, int version) {
        return Optional.ofNullable(getEntityManager().find(GroupTemplate.class, new GroupTemplate.Key(group, version)))
                .map(GroupTemplate::template);
    }

    void add(GroupTemplate template) {
        getEntityManager().persist(template);
    }

    GroupProgress progress(String group) {
        return getEntityManager().find(GroupProgress.class, group);
    }

    void add(GroupProgress progress) {
        getEntityManager().persist(progress);
    }

    /** How many live instances are in which status. */
    Map<InstanceStatus, Integer> counts(String group) {
        var counts = new EnumMap<InstanceStatus, Integer>(InstanceStatus.class);
        getEntityManager()
                .createQuery(
                        "select i.status, count(i) from Instance i where i.groupId = ?1 and i.status <> ?2 group by"
                                + " i.status",
                        Object[].class)
                .setParameter(1, group)
                .setParameter(2, InstanceStatus.TERMINATED)
                .getResultList()
                .forEach(row -> counts.put((InstanceStatus) row[0], ((Number) row[1]).intValue()));
        return counts;
    }
}
