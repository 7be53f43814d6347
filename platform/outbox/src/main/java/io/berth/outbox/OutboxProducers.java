package io.berth.outbox;

import io.quarkus.arc.DefaultBean;
import io.quarkus.arc.Unremovable;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** What the module needs from outside, for services that bring nothing of their own. */
@Singleton
class OutboxProducers {

    @Produces
    @Singleton
    @DefaultBean
    @Unremovable
    Clock clock() {
        return Clock.systemUTC();
    }
}
