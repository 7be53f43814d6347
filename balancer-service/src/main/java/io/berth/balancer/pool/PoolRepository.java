package io.berth.balancer.pool;

import io.berth.web.ResourceRepository;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

@ApplicationScoped
class PoolRepository extends ResourceRepository<Pool> {
    PoolRepository() {
        super("pool");
    }

    List<String> ids() {
        return getEntityManager()
                .createQuery("select id from Pool order by id", String.class)
                .getResultList();
    }

    List<Pool> ofIds(Collection<String> ids) {
        return ids.isEmpty() ? List.of() : list("id in ?1 order by id", ids);
    }

    Optional<Pool> named(String name) {
        return find("name", name).firstResultOptional();
    }

    /** A number that HAProxy never saw: a sequence, so of no project. */
    int nextNumber() {
        return ((Number) getEntityManager()
                        .createNativeQuery("select nextval('proxy_number')")
                        .getSingleResult())
                .intValue();
    }
}
