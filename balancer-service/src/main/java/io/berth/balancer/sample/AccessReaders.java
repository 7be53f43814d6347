package io.berth.balancer.sample;

import io.berth.balancer.haproxy.AccessLine;
import io.berth.balancer.haproxy.ProxyUnreachable;
import io.berth.balancer.proxy.LiveProxies;
import io.berth.balancer.proxy.LiveProxies.LiveProxy;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** Follows the access ring of every proxy, a virtual thread each. Lossy by design: the ring overwrites what nobody read. */
@ApplicationScoped
class AccessReaders {
    private static final Logger LOG = Logger.getLogger(AccessReaders.class);
    private static final int SERVER_ERROR = 500;
    /** After a reload the ring is another process's: look for the current one that often. */
    private static final Duration STRETCH = Duration.ofSeconds(5);

    private final LiveProxies proxies;
    private final Latencies latencies;
    private final Map<String, Thread> readers = new ConcurrentHashMap<>();

    AccessReaders(LiveProxies proxies, Latencies latencies) {
        this.proxies = proxies;
        this.latencies = latencies;
    }

    /** Starts a reader for each proxy that has none. */
    void follow() {
        readers.values().removeIf(reader -> !reader.isAlive());
        for (var proxy : proxies.all()) {
            readers.computeIfAbsent(
                    proxy.balancer(),
                    id -> Thread.ofVirtual().name("access-" + id).start(() -> read(proxy)));
        }
    }

    void stop(@Observes ShutdownEvent stopping) {
        readers.values().forEach(Thread::interrupt);
    }

    private void read(LiveProxy proxy) {
        while (!Thread.currentThread().isInterrupted()
                && proxies.find(proxy.balancer()).isPresent()) {
            try {
                proxy.runtime().followAccess(STRETCH, this::took);
            } catch (ProxyUnreachable gone) {
                LOG.debugf("access ring balancer=%s reason=%s", proxy.balancer(), gone.getMessage());
                return;
            }
        }
    }

    /** A fast error is not a fast answer. */
    private void took(AccessLine line) {
        if (line.status() < SERVER_ERROR && !line.server().startsWith("<")) {
            latencies.add(line.frontend(), line.milliseconds());
            latencies.add(line.backend(), line.milliseconds());
            latencies.add(line.server(), line.milliseconds());
        }
    }
}
