package io.berth.console.history;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** DOWN when the thread that takes facts in has ended, which only a restart mends. */
@Liveness
@ApplicationScoped
class HistoryLiveness implements HealthCheck {

    private final HistoryConsumer consumer;

    HistoryLiveness(HistoryConsumer consumer) {
        this.consumer = consumer;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("history").status(consumer.running()).build();
    }
}
