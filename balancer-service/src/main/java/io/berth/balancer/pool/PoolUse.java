package io.berth.balancer.pool;

import java.util.List;

/** Who keeps a pool from being deleted. */
public interface PoolUse {
    /** Names of those who use the pool, as {@code listener web}. */
    List<String> usersOf(String poolId);
}
