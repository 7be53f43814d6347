package io.berth.balancer.pool;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Pools as those who make them real read and end them. */
@ApplicationScoped
public class PoolRecords {
    private final PoolRepository pools;

    PoolRecords(PoolRepository pools) {
        this.pools = pools;
    }

    /** Of every pool that the current tenant sees. */
    @Transactional
    public List<String> ids() {
        return pools.ids();
    }

    @Transactional
    public Optional<PoolSettings> find(String id) {
        return pools.findByIdOptional(id).map(PoolSettings::of);
    }

    @Transactional
    public Optional<PoolSettings> named(String name) {
        return pools.named(name).map(PoolSettings::of);
    }

    @Transactional
    public List<PoolSettings> ofIds(Collection<String> ids) {
        return pools.ofIds(ids).stream().map(PoolSettings::of).toList();
    }

    /** Drops the row; the pool's targets must have been dropped before. */
    @Transactional
    public void gone(String id) {
        pools.deleteById(id);
    }
}
