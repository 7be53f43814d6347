package io.berth.network.endpoint;

import io.berth.web.ResourceRepository;
import io.berth.web.ResourceStatus;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

@ApplicationScoped
class EndpointRepository extends ResourceRepository<Endpoint> {
    EndpointRepository() {
        super("endpoint");
    }

    List<String> allIds() {
        return find("select id from Endpoint").project(String.class).list();
    }

    /** By id or name, and on that network; else 404. */
    Endpoint requireOn(String network, String ref) {
        return findRef(ref).filter(endpoint -> endpoint.network.equals(network)).orElseThrow(() -> notFound(ref));
    }

    List<String> failedOn(String network) {
        return find("select id from Endpoint where network = ?1 and status = ?2", network, ResourceStatus.FAILED)
                .project(String.class)
                .list();
    }

    boolean exists(String network, String container) {
        return count("network = ?1 and container = ?2", network, container) > 0;
    }
}
