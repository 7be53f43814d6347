package io.berth.outbox;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.NewTopic;

/** A database, a broker and as many relays as a test wants; no Quarkus, so that each part can be killed. */
final class RelayRig implements AutoCloseable {

    final TestDatabase database;
    final TestBroker broker;
    private final AgroalDataSource pool;
    private final OutboxStore store;
    private final List<Relay> relays = new ArrayList<>();
    private String topic;
    private int topics;

    /** Defaults, but quick to look again. */
    record Config(
            boolean enabled, int batch, Duration poll, Duration maxBackoff, Duration degradedAfter, Duration republish)
            implements OutboxConfig.Relay {
        @Override
        public Optional<List<String>> states() {
            return Optional.empty();
        }

        static Config quick() {
            return new Config(
                    true,
                    500,
                    Duration.ofMillis(200),
                    Duration.ofSeconds(1),
                    Duration.ofMinutes(1),
                    Duration.ofMinutes(1));
        }
    }

    RelayRig() throws Exception {
        database = new TestDatabase();
        database.migrate();
        broker = new TestBroker();
        pool = AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(settings -> settings.maxSize(16)
                        .connectionFactoryConfiguration(connection -> connection
                                .jdbcUrl(database.url())
                                .principal(new NamePrincipal("postgres"))
                                .credential(new SimplePassword("postgres")))));
        store = new OutboxStore(new Sql(pool));
        begin();
    }

    /** An empty outbox, an empty topic and no relay, for the next test. */
    void begin() throws Exception {
        relays.forEach(Relay::stop);
        relays.clear();
        database.run("truncate outbox, outbox_failure");
        topic = "test.facts." + ++topics;
        broker.create(new NewTopic(topic, 3, (short) 1));
    }

    OutboxStore store() {
        return store;
    }

    Relay startRelay(String name) {
        var relay = new Relay(
                new RelayConnection.Address(database.url(), "postgres", "postgres", name + "-outbox-relay"),
                new KafkaSettings(Map.of("bootstrap.servers", broker.bootstrap()), name),
                Config.quick(),
                new SimpleMeterRegistry());
        relays.add(relay);
        relay.start();
        return relay;
    }

    /** Appends in a transaction of its own; the data are {@code change}. */
    String append(String key, int change) {
        var row = row(key, change);
        store.insert(row);
        return row.id();
    }

    OutboxRow row(String key, int change) {
        return row(topic, key, Integer.toString(change));
    }

    OutboxRow row(String topic, String key, String data) {
        return new OutboxRow(
                0,
                Outbox.nextId(),
                topic,
                key,
                "io.berth.thing.changed.v1",
                new Origin("acme", "corr", null, null),
                null,
                Instant.now(),
                data);
    }

    /** Cuts the connections of all relays, as a lost network or a killed process does. */
    void killRelayConnections() throws SQLException {
        database.run(
                "select pg_terminate_backend(pid) from pg_stat_activity where application_name like '%-outbox-relay'");
    }

    long unsent() throws SQLException {
        return database.number("select count(*) from outbox");
    }

    String topicName() {
        return topic;
    }

    Topic topic() {
        return new Topic(broker.bootstrap(), topic);
    }

    @Override
    public void close() throws Exception {
        relays.forEach(Relay::stop);
        pool.close();
        database.close();
        broker.close();
    }
}
