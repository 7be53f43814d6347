package io.berth.engine.host;

import io.berth.engine.EngineException;
import io.berth.engine.Host;
import io.berth.engine.Hosts;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Ready while every configured engine answers. Probes come often: an answer is good for a few seconds. */
@Readiness
@ApplicationScoped
class HostsReadiness implements HealthCheck {

    private static final Duration GOOD_FOR = Duration.ofSeconds(3);

    private final Hosts hosts;
    private HealthCheckResponse last;
    private long askedAt;

    HostsReadiness(Hosts hosts) {
        this.hosts = hosts;
    }

    @Override
    public synchronized HealthCheckResponse call() {
        if (last == null || System.nanoTime() - askedAt > GOOD_FOR.toNanos()) {
            last = ask();
            askedAt = System.nanoTime();
        }
        return last;
    }

    private HealthCheckResponse ask() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("engine");
        boolean up = true;
        for (Host host : hosts.all()) {
            Optional<String> failure = failure(host);
            up &= failure.isEmpty();
            response.withData(host.name(), failure.orElse("answers"));
        }
        return response.status(up).build();
    }

    private Optional<String> failure(Host host) {
        try {
            hosts.engine(host.name()).ping();
            return Optional.empty();
        } catch (EngineException e) {
            return Optional.of(e.kind().name());
        }
    }
}
