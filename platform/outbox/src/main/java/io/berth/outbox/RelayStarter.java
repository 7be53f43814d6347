package io.berth.outbox;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Runs this process's relay from start to shutdown. */
@ApplicationScoped
class RelayStarter {

    private final OutboxConfig config;
    private final Relay relay;

    RelayStarter(OutboxConfig config, KafkaSettings kafka, MeterRegistry meters, DatabaseAddress database) {
        this.config = config;
        this.relay = new Relay(database.named(kafka.application() + "-outbox-relay"), kafka, config.relay(), meters);
    }

    void start(@Observes @Priority(Interceptor.Priority.PLATFORM_AFTER) StartupEvent event) {
        if (config.relay().enabled()) {
            relay.start();
        }
    }

    void stop(@Observes ShutdownEvent event) {
        relay.stop();
    }

    /** Whether the thread that should run does. */
    boolean healthy() {
        return !config.relay().enabled() || relay.alive();
    }

    boolean leading() {
        return relay.leading();
    }

    /** The pool's address, for a connection outside the pool. */
    @ApplicationScoped
    static class DatabaseAddress {
        private final String url;
        private final Optional<String> user;
        private final Optional<String> password;

        DatabaseAddress(
                @ConfigProperty(name = "quarkus.datasource.jdbc.url") String url,
                @ConfigProperty(name = "quarkus.datasource.username") Optional<String> user,
                @ConfigProperty(name = "quarkus.datasource.password") Optional<String> password) {
            this.url = url;
            this.user = user;
            this.password = password;
        }

        RelayConnection.Address named(String applicationName) {
            return new RelayConnection.Address(url, user.orElse(null), password.orElse(null), applicationName);
        }
    }
}
