package io.berth.cli.demo.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * A steady stream of GET requests over a fixed number of connections. The rate is the sum over all of them and may be
 * changed while it runs; when the answers are too slow for it, requests are late, never more at the same time than there
 * are connections. Each request carries an X-Request-Id of its own.
 */
public final class Load implements AutoCloseable {

    /**
     * How to ask.
     *
     * @param target where, on this machine
     * @param path what
     * @param keptAlive connections that serve many requests
     * @param fresh connections that serve one request and are opened again
     * @param idPrefix beginning of each X-Request-Id
     */
    public record Plan(InetSocketAddress target, String path, int keptAlive, int fresh, String idPrefix) {
        public Plan {
            if (!target.getAddress().isLoopbackAddress()) {
                throw new IllegalArgumentException("load is for this machine only, not for " + target);
            }
        }
    }

    private static final Duration TIMEOUT = Duration.ofSeconds(15);
    private static final long LONGEST_NAP_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final Plan plan;
    private final Consumer<Exchange> observer;
    private final AtomicLong nextSlot = new AtomicLong(System.nanoTime());
    private final AtomicLong sent = new AtomicLong();
    private final List<Thread> workers = new ArrayList<>();
    private volatile long gapNanos;
    private volatile boolean stopping;

    /** Begins at once. The observer is called from several threads. */
    public Load(Plan plan, double requestsPerSecond, Consumer<Exchange> observer) {
        this.plan = plan;
        this.observer = observer;
        rate(requestsPerSecond);
        for (int i = 0; i < plan.keptAlive() + plan.fresh(); i++) {
            boolean fresh = i >= plan.keptAlive();
            workers.add(Thread.ofPlatform().name("load-" + i).daemon().start(() -> work(fresh)));
        }
    }

    /** Requests per second from now on. */
    public void rate(double requestsPerSecond) {
        gapNanos = (long) (1e9 / requestsPerSecond);
    }

    /** Requests sent so far. */
    public long sent() {
        return sent.get();
    }

    /** Lets the requests that are on their way finish, and stops. */
    @Override
    public void close() {
        stopping = true;
        for (Thread worker : workers) {
            try {
                worker.join(TIMEOUT.multipliedBy(2));
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void work(boolean fresh) {
        try (var connection = new HttpConnection(plan.target(), TIMEOUT)) {
            while (awaitSlot()) {
                ask(connection, fresh);
            }
        }
    }

    private void ask(HttpConnection connection, boolean fresh) {
        String id = plan.idPrefix() + sent.incrementAndGet();
        Map<String, String> headers = new HashMap<>(Map.of("X-Request-Id", id));
        if (fresh) {
            headers.put("Connection", "close");
        }
        long begin = System.nanoTime();
        Exchange exchange;
        try {
            var answer = connection.get(plan.path(), headers);
            exchange = new Exchange(id, answer.status(), answer.body(), System.nanoTime() - begin, null);
        } catch (IOException | RuntimeException broken) {
            exchange = new Exchange(id, 0, "", System.nanoTime() - begin, broken.toString());
        }
        observer.accept(exchange);
        if (fresh) {
            connection.close();
        }
    }

    /** False when the load is over. Slots that nobody could take in time are not made up for by a burst. */
    private boolean awaitSlot() {
        long slot = nextSlot.getAndUpdate(next -> Math.max(next, System.nanoTime() - LONGEST_NAP_NANOS) + gapNanos);
        for (long left = slot - System.nanoTime(); left > 0 && !stopping; left = slot - System.nanoTime()) {
            LockSupport.parkNanos(Math.min(left, LONGEST_NAP_NANOS));
        }
        return !stopping;
    }
}
