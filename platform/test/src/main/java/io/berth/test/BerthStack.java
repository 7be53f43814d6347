package io.berth.test;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import java.util.TreeMap;

/**
 * Real PostgreSQL and Kafka for a {@code @QuarkusTest}: {@code @QuarkusTestResource(BerthStack.class)}. One server of
 * each per JVM; every application start gets a fresh database and fresh topics.
 */
public class BerthStack implements QuarkusTestResourceLifecycleManager {

    private String database;

    @Override
    public Map<String, String> start() {
        var bootstrap = TestKafka.start();
        TestKafka.freshTopics(bootstrap);
        database = TestPostgres.freshDatabase();
        var settings = new TreeMap<String, String>();
        settings.put("quarkus.datasource.jdbc.url", database);
        settings.put("quarkus.datasource.username", "postgres");
        settings.put("quarkus.datasource.password", "postgres");
        settings.put("kafka.bootstrap.servers", bootstrap);
        settings.put("berth.installation", "itest");
        // The embedded broker shares the log with the application under test.
        for (var category : new String[] {"kafka", "org.apache.kafka", "state.change.logger", "io.zonky.test"}) {
            settings.put("quarkus.log.category.\"" + category + "\".level", "ERROR");
        }
        return settings;
    }

    @Override
    public void stop() {
        // The servers live as long as the JVM; the next start brings its own database and topics.
    }
}
