package io.berth.balancer.sample;

import io.berth.balancer.balancer.BalancerChanged;
import io.berth.balancer.haproxy.ProxyUnreachable;
import io.berth.balancer.haproxy.ServerRow;
import io.berth.balancer.haproxy.Stats;
import io.berth.balancer.proxy.LiveProxies;
import io.berth.balancer.proxy.LiveProxies.LivePool;
import io.berth.balancer.proxy.LiveProxies.LiveProxy;
import io.berth.balancer.sample.PoolSampling.Reading;
import io.berth.outbox.MetricPublisher;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Reads every proxy's counters once a second: publishes a sample per pool, wakes the reconciler of a proxy whose servers
 * changed their states, and keeps a recent copy of those states for a proxy that dies.
 */
@ApplicationScoped
class Sampler {
    private static final Logger LOG = Logger.getLogger(Sampler.class);
    private static final int SAVE_EVERY = 10;

    private final LiveProxies proxies;
    private final MetricPublisher metrics;
    private final Event<BalancerChanged> changed;
    private final Latencies latencies;
    private final AccessReaders access;
    private final Clock clock;
    private final Map<String, Taken> last = new ConcurrentHashMap<>();
    private final Set<String> troubled = ConcurrentHashMap.newKeySet();
    private ScheduledExecutorService timer;
    private long round;

    private record Taken(Stats stats, Instant at) {}

    Sampler(
            LiveProxies proxies,
            MetricPublisher metrics,
            Event<BalancerChanged> changed,
            Latencies latencies,
            AccessReaders access,
            Clock clock) {
        this.proxies = proxies;
        this.metrics = metrics;
        this.changed = changed;
        this.latencies = latencies;
        this.access = access;
        this.clock = clock;
    }

    void start(@Observes StartupEvent started) {
        timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("sampler").factory());
        var unused = timer.scheduleAtFixedRate(this::sample, 1, 1, TimeUnit.SECONDS);
    }

    void stop(@Observes ShutdownEvent stopping) {
        timer.shutdownNow();
    }

    /** The newest reading of a proxy, for the statistics endpoint. */
    Counted counted(LiveProxy proxy) {
        var before = last.get(proxy.balancer());
        var now = proxy.stats();
        return new Counted(
                before == null ? null : before.stats(), before == null ? null : before.at(), now, clock.instant());
    }

    private void sample() {
        try {
            round++;
            var readings = new ArrayList<Reading>();
            for (var proxy : proxies.all()) {
                read(proxy, readings);
            }
            publish(readings);
            access.follow();
            if (round % SAVE_EVERY == 0) {
                latencies.sweep();
            }
            last.keySet()
                    .retainAll(proxies.all().stream().map(LiveProxy::balancer).collect(Collectors.toSet()));
        } catch (RuntimeException failure) {
            LOG.warnf(failure, "sampling failed");
        }
    }

    private void read(LiveProxy proxy, List<Reading> readings) {
        try {
            var counted = counted(proxy);
            last.put(proxy.balancer(), new Taken(counted.now(), counted.at()));
            readings.add(new Reading(proxy, counted));
            if (counted.before() != null && !states(counted.before()).equals(states(counted.now()))) {
                changed.fire(new BalancerChanged(proxy.balancer()));
            }
            if (round % SAVE_EVERY == 0) {
                proxy.files().writeServersState(proxy.runtime().serversState());
            }
            troubled.remove(proxy.balancer());
        } catch (ProxyUnreachable | IOException gone) {
            LOG.debugf("sample balancer=%s reason=%s", proxy.balancer(), gone.getMessage());
            changed.fire(new BalancerChanged(proxy.balancer()));
        } catch (RuntimeException malformed) {
            // One proxy's trouble must not cost the others their samples; said once, not once a second.
            if (troubled.add(proxy.balancer())) {
                LOG.warnf(malformed, "sample balancer=%s", proxy.balancer());
            }
        }
    }

    /** What a reconciler acts on. */
    private static Set<String> states(Stats stats) {
        return stats.servers().stream().map(Sampler::state).collect(Collectors.toSet());
    }

    private static String state(ServerRow row) {
        return row.backend() + "/" + row.name() + " " + row.up() + row.draining() + row.maintenance()
                + row.checkPassed() + (row.draining() && row.sessions() == 0);
    }

    private void publish(List<Reading> readings) {
        Map<LivePool, List<Reading>> byPool = new LinkedHashMap<>();
        for (var reading : readings) {
            for (var pool : reading.proxy().pools().values()) {
                byPool.computeIfAbsent(pool, fresh -> new ArrayList<>()).add(reading);
            }
        }
        byPool.forEach((pool, carrying) -> {
            var sample = PoolSampling.of(pool, carrying, latencies.percentile(pool.id(), 95), clock.instant());
            sample.ifPresent(
                    one -> metrics.publish(PoolSampled.TOPIC, PoolSampled.TYPE, pool.id(), one.project(), one));
        });
    }
}
