package io.berth.outbox;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/**
 * Gives each fact to each handler that wants it, once: the handler's effect and the fact's id are one transaction. What
 * fails is tried again in place, because going on would break the order: without end while the surroundings are away,
 * a bounded number of times when the fact itself is refused. Then it is recorded and counted, never silently dropped.
 */
@ApplicationScoped
class Inbox {

    private static final Logger LOG = Logger.getLogger(Inbox.class);

    private final List<FactHandler> handlers;
    private final FactContext context;
    private final InboxStore store;
    private final OutboxConfig.Inbox config;
    private final MeterRegistry meters;

    Inbox(
            @All List<FactHandler> handlers,
            FactContext context,
            InboxStore store,
            OutboxConfig config,
            MeterRegistry meters) {
        this.handlers = handlers;
        this.context = context;
        this.store = store;
        this.config = config.inbox();
        this.meters = meters;
    }

    /**
     * Returns when all handlers are through with the fact, or when {@code loop} is asked to stop: false then.
     *
     * @param ground what each transaction has to stand on
     * @throws DatabaseWentBackException when it does not
     */
    boolean take(ReceivedFact fact, String topic, Runnable ground, Loop loop) {
        for (var handler : handlers) {
            if (handler.types().contains(fact.type()) && !deliver(new Delivery(handler, fact, topic, ground), loop)) {
                return false;
            }
        }
        return true;
    }

    /** What came of one attempt. */
    private enum Outcome {
        TAKEN,
        /** The surroundings are away; does not count as an attempt. */
        WAITS,
        REFUSED,
        /** Refused for the last time and recorded. */
        GIVEN_UP
    }

    private record Delivery(FactHandler handler, ReceivedFact fact, String topic, Runnable ground) {}

    private boolean deliver(Delivery delivery, Loop loop) {
        var backoff = new Backoff(config.backoff(), config.maxBackoff());
        int refusals = 0;
        while (loop.running()) {
            switch (attempt(delivery, refusals)) {
                case TAKEN, GIVEN_UP -> {
                    return true;
                }
                case REFUSED -> refusals++;
                case WAITS -> {}
            }
            loop.pause(backoff.next());
        }
        return false;
    }

    private Outcome attempt(Delivery delivery, int refusals) {
        try {
            context.run(delivery.fact(), () -> once(delivery));
            return Outcome.TAKEN;
        } catch (DatabaseWentBackException e) {
            throw e;
        } catch (RuntimeException | LinkageError e) {
            return failed(delivery, refusals + 1, e);
        }
    }

    private void once(Delivery delivery) {
        QuarkusTransaction.requiringNew().run(() -> {
            delivery.ground().run();
            if (store.take(delivery.handler().name(), delivery.fact().id())) {
                delivery.handler().on(delivery.fact());
            }
        });
    }

    private Outcome failed(Delivery delivery, int attempt, Throwable failure) {
        var handler = delivery.handler();
        var fact = delivery.fact();
        if (Failures.passing(failure)) {
            LOG.warnf(
                    "event=fact-waits handler=%s fact=%s type=%s error=\"%s\"",
                    handler.name(), fact.id(), fact.type(), failure.getMessage());
            return Outcome.WAITS;
        }
        if (attempt < config.attempts()) {
            LOG.debugf(failure, "event=fact-retry handler=%s fact=%s attempt=%d", handler.name(), fact.id(), attempt);
            return Outcome.REFUSED;
        }
        try {
            recordFailure(handler, fact, delivery.topic(), attempt, failure);
            return Outcome.GIVEN_UP;
        } catch (RuntimeException e) {
            LOG.warnf("event=fact-failure-unrecorded fact=%s error=\"%s\"", fact.id(), e.getMessage());
            return Outcome.WAITS;
        }
    }

    private void recordFailure(FactHandler handler, ReceivedFact fact, String topic, int attempts, Throwable failure) {
        QuarkusTransaction.requiringNew().run(() -> {
            store.failed(
                    handler.name(), fact.id(), attempts, failure.toString(), fact.type(), topic, FactJson.bytes(fact));
            store.take(handler.name(), fact.id());
        });
        meters.counter("berth.inbox.failures", "handler", handler.name()).increment();
        LOG.errorf(
                failure,
                "event=fact-refused handler=%s fact=%s type=%s subject=%s attempts=%d",
                handler.name(),
                fact.id(),
                fact.type(),
                fact.subject(),
                attempts);
    }

    /** A record that cannot be used at all, being no fact or not storable: kept too, its value in base 64. */
    void unusable(ConsumerRecord<String, byte[]> record, String error) {
        var place = record.topic() + "/" + record.partition() + "/" + record.offset();
        var value = record.value() == null ? new byte[0] : record.value();
        store.failed(
                "-",
                place,
                1,
                error,
                "-",
                record.topic(),
                FactJson.bytes(Map.of("key", String.valueOf(record.key()), "value", value)));
        meters.counter("berth.inbox.failures", "handler", "-").increment();
        LOG.errorf("event=record-unusable place=%s error=\"%s\"", place, error);
    }
}
