package io.berth.balancer.balancer;

import io.berth.web.ResourceRepository;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

@ApplicationScoped
class BalancerRepository extends ResourceRepository<Balancer> {
    BalancerRepository() {
        super("balancer");
    }

    List<String> ids() {
        return getEntityManager()
                .createQuery("select id from Balancer order by id", String.class)
                .getResultList();
    }
}
