package io.berth.scaler.policy;

import io.berth.scaler.group.ScalerError;
import io.berth.web.Page;
import io.berth.web.PageRequest;
import io.berth.web.ProblemException;
import io.berth.web.ResourceRepository;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;

@ApplicationScoped
class PolicyRepository extends ResourceRepository<Policy> {
    PolicyRepository() {
        super("policy");
    }

    List<Policy> of(String group) {
        return list("groupId = ?1 order by id", group);
    }

    Policy require(String group, String ref) {
        return findRef(ref)
                .filter(policy -> policy.groupId().equals(group))
                .orElseThrow(() -> new ProblemException(
                        ScalerError.POLICY_NOT_FOUND, "There is no policy %s in this group.".formatted(ref)));
    }

    Page<Policy> page(String group, PageRequest request) {
        return page(request, "groupId = :group", Map.of("group", group));
    }

    boolean taken(String name) {
        return count("name", name) > 0;
    }

    /** Of all that the caller sees. */
    List<String> ids() {
        return getEntityManager()
                .createQuery("select id from Policy", String.class)
                .getResultList();
    }

    /** Groups that have any, of all projects that the caller sees. */
    List<String> groups() {
        return getEntityManager()
                .createQuery("select distinct groupId from Policy order by groupId", String.class)
                .getResultList();
    }
}
