package io.berth.balancer.proxy;

import io.berth.balancer.balancer.BalancerChanged;
import io.berth.balancer.pool.PoolChanged;
import io.berth.balancer.target.PoolMembers;
import io.berth.engine.EngineChange;
import io.berth.engine.EngineEvents;
import io.berth.engine.ReconcileLoops;
import io.berth.outbox.ProjectionChanged;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;

/** Wakes reconcilers for what neither the rows that they own nor a mere look at the engine tells. */
@ApplicationScoped
class ProxyWaker {
    private static final String DIED = "die";

    private final ReconcileLoops loops;
    private final PoolReconciler pools;
    private final ProxyProcess process;
    private final EngineEvents events;

    ProxyWaker(ReconcileLoops loops, PoolReconciler pools, ProxyProcess process, EngineEvents events) {
        this.loops = loops;
        this.pools = pools;
        this.process = process;
        this.events = events;
    }

    void start(@Observes StartupEvent started) {
        events.onChange(this::changed);
    }

    /** First what is to be told, then the wake: the other way round the pass could come between. */
    void changed(@Observes(during = TransactionPhase.AFTER_SUCCESS) PoolChanged pool) {
        pools.touch(pool.id());
        loops.wake(PoolReconciler.KIND, pool.id());
    }

    void seen(@Observes PoolSeen pool) {
        loops.wake(PoolReconciler.KIND, pool.id());
    }

    void changed(@Observes ProjectionChanged projection) {
        if (projection.topic().equals(PoolMembers.TOPIC)) {
            loops.wake(MembershipReconciler.KIND, projection.key());
        } else {
            loops.wakeAll(BalancerChanged.KIND);
        }
    }

    private void changed(EngineChange change) {
        if (change.kind().equals(ProxyProcess.KIND) && change.action().equals(DIED)) {
            process.died(change.ownerId());
        }
    }
}
