package io.berth.balancer.target;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

@ApplicationScoped
class RejectionRepository implements PanacheRepositoryBase<Rejection, Rejection.Key> {

    Set<String> instancesOf(String groupId) {
        return list("key.groupId", groupId).stream().map(Rejection::instance).collect(Collectors.toUnmodifiableSet());
    }

    List<String> groups() {
        return getEntityManager()
                .createQuery("select distinct key.groupId from Rejection", String.class)
                .getResultList();
    }

    /** Forgets the others of the group, so that they would be told again. */
    void keepOnly(String groupId, Set<String> instances) {
        list("key.groupId", groupId).stream()
                .filter(rejection -> !instances.contains(rejection.instance()))
                .forEach(this::delete);
    }
}
