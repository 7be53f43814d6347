package io.berth.outbox;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Tells how far Kafka is behind. UP even when it is away, because requests are still answered: facts wait in the
 * database. {@code state} is then {@code degraded}.
 */
@Readiness
@ApplicationScoped
class OutboxReadiness implements HealthCheck {

    private final OutboxLag lag;
    private final FactConsumer consumer;
    private final RelayStarter relay;
    private final OutboxConfig config;

    OutboxReadiness(OutboxLag lag, FactConsumer consumer, RelayStarter relay, OutboxConfig config) {
        this.lag = lag;
        this.consumer = consumer;
        this.relay = relay;
        this.config = config;
    }

    @Override
    public HealthCheckResponse call() {
        var answer = HealthCheckResponse.named("facts").withData("unread", consumer.lag());
        try {
            var now = lag.now();
            var degraded =
                    now.parked() > 0 || now.oldest().compareTo(config.relay().degradedAfter()) > 0;
            return answer.withData("unsent", now.unsent())
                    .withData("oldestSeconds", now.oldest().toSeconds())
                    .withData("parked", now.parked())
                    .withData("leading", relay.leading())
                    .withData("state", degraded ? "degraded" : "ok")
                    .up()
                    .build();
        } catch (OutboxStoreException e) {
            return answer.withData("state", "unknown: " + e.getMessage()).down().build();
        }
    }
}
