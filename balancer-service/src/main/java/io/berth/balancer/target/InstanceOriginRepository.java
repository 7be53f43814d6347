package io.berth.balancer.target;

import io.berth.outbox.Origin;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

@ApplicationScoped
class InstanceOriginRepository implements PanacheRepositoryBase<InstanceOrigin, String> {

    void remember(String instance, Origin origin) {
        findByIdOptional(instance)
                .ifPresentOrElse(known -> known.follow(origin), () -> persist(new InstanceOrigin(instance, origin)));
    }

    Optional<Origin> of(String instance) {
        return findByIdOptional(instance).map(InstanceOrigin::origin);
    }
}
