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

    OutboxLiveness(RelayStarter relay, FactConsumer consumer) {
        this.relay = relay;
        this.consumer = consumer;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("facts")
                .withData("relay", relay.healthy())
                .withData("inbox", consumer.healthy())
                .status(relay.healthy() && consumer.healthy())
                .build();
    }
}
