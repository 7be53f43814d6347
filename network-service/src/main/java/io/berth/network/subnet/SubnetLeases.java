package io.berth.network.subnet;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.List;

/**
 * Which blocks the networks of this installation hold, whatever their project: addresses are the host's, not a tenant's, so this
 * table is not filtered by project on purpose. An exclusion constraint refuses an overlap even if the lock were forgotten.
 */
@ApplicationScoped
public class SubnetLeases {
    private static final long ALLOCATION_LOCK = 0x6265727468L;

    private final EntityManager entities;

    SubnetLeases(EntityManager entities) {
        this.entities = entities;
    }

    /** Every block held; until the transaction ends nobody else can choose one. */
    @Transactional(Transactional.TxType.MANDATORY)
    public List<String> takenUnderLock() {
        entities.createNativeQuery("select cast(pg_advisory_xact_lock(:lock) as text)")
                .setParameter("lock", ALLOCATION_LOCK)
                .getSingleResult();
        return entities.createNativeQuery("select cast(block as text) from subnet_lease", String.class)
                .getResultList();
    }

    /** Takes the blocks for a network. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void take(String network, List<Subnet> subnets) {
        for (var subnet : subnets) {
            entities.createNativeQuery(
                            "insert into subnet_lease (network, block) values (:network, cast(:block as cidr))")
                    .setParameter("network", network)
                    .setParameter("block", subnet.cidr())
                    .executeUpdate();
        }
    }

    /** Gives back what a network held. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void release(String network) {
        entities.createNativeQuery("delete from subnet_lease where network = :network")
                .setParameter("network", network)
                .executeUpdate();
    }
}
