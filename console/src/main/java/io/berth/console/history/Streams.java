package io.berth.console.history;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.berth.web.ProblemException;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.virtual.threads.VirtualThreads;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;

/** The open streams: how many there may be, and when each ends. */
@ApplicationScoped
class Streams {

    /** What every subscription reads from. */
    record Sources(FactRepository facts, Arrivals arrivals, HistoryConfig config, ObjectMapper json, Clock clock) {}

    private final Sources sources;
    private final ExecutorService threads;
    private final AtomicInteger open = new AtomicInteger();
    private volatile boolean stopping;

    @Inject
    Streams(
            FactRepository facts,
            Arrivals arrivals,
            HistoryConfig config,
            ObjectMapper json,
            Clock clock,
            @VirtualThreads ExecutorService threads,
            MeterRegistry metrics) {
        this.sources = new Sources(facts, arrivals, config, json, clock);
        this.threads = threads;
        metrics.gauge("berth.stream.subscribers", open);
    }

    void stop(@Observes ShutdownEvent shutdown) {
        stopping = true;
        sources.arrivals().announce();
    }

    /**
     * The stream of one subscriber, read as fast as the subscriber takes it. It ends when the token does, so that a
     * right that ran out does not live on in an open connection.
     */
    Multi<OutboundSseEvent> open(Sse sse, FactFilter filter, Start start, Instant tokenEnds) {
        if (open.incrementAndGet() > sources.config().subscribers()) {
            open.decrementAndGet();
            throw new ProblemException(
                    HistoryError.TOO_MANY_STREAMS,
                    "This console serves at most " + sources.config().subscribers() + " streams.",
                    "Close one, or raise berth.history.subscribers.");
        }
        var subscription = new Subscription(sources, sse, filter, start);
        return Multi.createBy()
                .repeating()
                .uni(() -> Uni.createFrom().item(() -> next(subscription)).runSubscriptionOn(threads))
                .whilst(events -> !stopping && sources.clock().instant().isBefore(tokenEnds))
                .onItem()
                .<OutboundSseEvent>disjoint()
                .onTermination()
                .invoke(open::decrementAndGet);
    }

    private static List<OutboundSseEvent> next(Subscription subscription) {
        try {
            return subscription.next();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }
}
