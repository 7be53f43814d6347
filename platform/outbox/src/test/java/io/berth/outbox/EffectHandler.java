package io.berth.outbox;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Writes one row per fact it takes; fails on demand. */
@ApplicationScoped
class EffectHandler implements FactHandler {

    private final ConcurrentHashMap<String, AtomicInteger> left = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, RuntimeException> failures = new ConcurrentHashMap<>();
    private final Sql sql;

    EffectHandler(Sql sql) {
        this.sql = sql;
    }

    @Override
    public Set<String> types() {
        return Set.of("io.berth.thing.changed.v1");
    }

    @Override
    public void on(ReceivedFact fact) {
        sql.update("insert into effect (handler, fact, subject) values ('effects', ?, ?)", fact.id(), fact.subject());
        var more = left.get(fact.subject());
        if (more != null && more.getAndDecrement() > 0) {
            throw failures.get(fact.subject());
        }
    }

    /** Fails this many times for the subject, after its effect was written. */
    void failFor(String subject, int times, RuntimeException failure) {
        failures.put(subject, failure);
        left.put(subject, new AtomicInteger(times));
    }
}
