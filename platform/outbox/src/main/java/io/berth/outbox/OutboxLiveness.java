package io.berth.outbox;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** DOWN when a background thread has ended, which only a restart mends. */
@Liveness
@ApplicationScoped
class OutboxLiveness implements HealthCheck {

    private final RelayStarter relay;
    private final FactConsumer consumer;
    private final StateRepublisher states;
    private final MetricPublisher metrics;

    OutboxLiveness(RelayStarter relay, FactConsumer consumer, StateRepublisher states, MetricPublisher metrics) {
        this.relay = relay;
        this.consumer = consumer;
        this.states = states;
        this.metrics = metrics;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("facts")
                .withData("relay", relay.healthy())
                .withData("inbox", consumer.healthy())
                .withData("states", states.healthy())
                .withData("metrics", metrics.healthy())
                .status(relay.healthy() && consumer.healthy() && states.healthy() && metrics.healthy())
                .build();
    }
}
