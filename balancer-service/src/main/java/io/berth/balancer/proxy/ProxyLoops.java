package io.berth.balancer.proxy;

import io.berth.balancer.balancer.BalancerChanged;
import io.berth.balancer.pool.PoolChanged;
import io.berth.balancer.target.PoolMembers;
import io.berth.engine.EngineChange;
import io.berth.engine.EngineEvents;
import io.berth.engine.ReconcileConfig;
import io.berth.engine.ReconcileLoop;
import io.berth.outbox.ProjectionChanged;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.time.Clock;

/** Runs the reconcilers: for each change of rows, of published state, on the engine, and for everything now and then. */
@ApplicationScoped
class ProxyLoops {
    private final ReconcileLoop balancers;
    private final ReconcileLoop pools;
    private final ReconcileLoop memberships;
    private final PoolReconciler poolReconciler;
    private final EngineEvents events;

    ProxyLoops(
            ProxyReconciler balancerReconciler,
            PoolReconciler poolReconciler,
            MembershipReconciler membershipReconciler,
            ReconcileConfig config,
            EngineEvents events,
            Clock clock,
            MeterRegistry metrics) {
        this.balancers = new ReconcileLoop(balancerReconciler, config, clock, metrics);
        this.pools = new ReconcileLoop(poolReconciler, config, clock, metrics);
        this.memberships = new ReconcileLoop(membershipReconciler, config, clock, metrics);
        this.poolReconciler = poolReconciler;
        this.events = events;
    }

    void start(@Observes StartupEvent started) {
        memberships.start();
        pools.start();
        balancers.start();
        events.onChange(this::changed);
    }

    void stop(@Observes ShutdownEvent stopping) {
        memberships.stop();
        pools.stop();
        balancers.stop();
    }

    void changed(@Observes(during = TransactionPhase.AFTER_SUCCESS) BalancerChanged balancer) {
        balancers.wake(balancer.id());
    }

    void changed(@Observes(during = TransactionPhase.AFTER_SUCCESS) PoolChanged pool) {
        poolReconciler.touch(pool.id());
        pools.wake(pool.id());
    }

    void seen(@Observes PoolSeen pool) {
        pools.wake(pool.id());
    }

    void changed(@Observes ProjectionChanged projection) {
        if (projection.topic().equals(PoolMembers.TOPIC)) {
            memberships.wake(projection.key());
        } else {
            balancers.wakeAll();
        }
    }

    private void changed(EngineChange change) {
        if (change.isResync()) {
            balancers.wakeAll();
        } else if (ProxyProcess.KIND.equals(change.kind())) {
            balancers.wake(change.ownerId());
        }
    }
}
