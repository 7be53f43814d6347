package io.berth.network.network;

import io.berth.web.ResourceRepository;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

@ApplicationScoped
class NetworkRepository extends ResourceRepository<Network> {
    NetworkRepository() {
        super("network");
    }

    /** Names of the endpoints that were made on it, whether their containers run or not. */
    List<String> endpoints(String id) {
        return getEntityManager()
                .createQuery("select name from Endpoint where network = :network order by name", String.class)
                .setParameter("network", id)
                .getResultList();
    }

    List<String> allIds() {
        return find("select id from Network").project(String.class).list();
    }
}
