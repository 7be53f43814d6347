package io.berth.network.dependent;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.Collection;
import java.util.List;

/** Rows of {@code dependent}. Native SQL is not filtered by project: each query names it. */
@ApplicationScoped
class DependentRepository {
    private final EntityManager entities;

    DependentRepository(EntityManager entities) {
        this.entities = entities;
    }

    /** {@code group workers}, {@code balancer inner}: in order, of those that name the network so or so. */
    List<String> of(String project, Collection<String> networks) {
        return entities.createNativeQuery("""
                        select distinct kind || ' ' || name from dependent
                        where project = :project and network in (:networks) order by 1
                        """, String.class)
                .setParameter("project", project)
                .setParameter("networks", networks)
                .getResultList();
    }

    void forget(String kind, String id) {
        entities.createNativeQuery("delete from dependent where kind = :kind and id = :id")
                .setParameter("kind", kind)
                .setParameter("id", id)
                .executeUpdate();
    }

    void add(String project, Dependent dependent, String network) {
        entities.createNativeQuery("""
                        insert into dependent (project, kind, id, name, network)
                        values (:project, :kind, :id, :name, :network)
                        """)
                .setParameter("project", project)
                .setParameter("kind", dependent.kind())
                .setParameter("id", dependent.id())
                .setParameter("name", dependent.name())
                .setParameter("network", network)
                .executeUpdate();
    }
}
