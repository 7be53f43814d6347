package io.berth.outbox;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;

/** PostgreSQL and Kafka for the module's own Quarkus tests. */
public class Stack implements QuarkusTestResourceLifecycleManager {

    private TestBroker broker;
    private TestDatabase database;

    @Override
    public Map<String, String> start() {
        try {
            broker = new TestBroker();
            broker.create(
                    new NewTopic("test.facts", 3, (short) 1),
                    new NewTopic("test.other", 3, (short) 1),
                    new NewTopic("test.state", 3, (short) 1).configs(Map.of("cleanup.policy", "compact")));
            database = new TestDatabase();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return Map.of(
                "quarkus.datasource.jdbc.url",
                database.url(),
                "quarkus.datasource.username",
                "postgres",
                "quarkus.datasource.password",
                "postgres",
                "kafka.bootstrap.servers",
                broker.bootstrap());
    }

    @Override
    public void stop() {
        try {
            broker.close();
            database.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
