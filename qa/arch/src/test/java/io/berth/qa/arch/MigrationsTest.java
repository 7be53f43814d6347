package io.berth.qa.arch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Databases of version 0.1, with the rows of a suite that has run its demo, become today's without losing a row. A
 * migration that was edited after it was published is refused by its checksum, as it would be by an installation.
 */
class MigrationsTest {
    private static final Path FIRST = Path.of("src/test/resources/schema-0.1");

    /** Tables whose outdated rows a migration removes on purpose. */
    private static final Set<String> TIDIED = Set.of("instance_origin");

    private static EmbeddedPostgres server;

    @BeforeAll
    static void start() throws IOException {
        server = EmbeddedPostgres.start();
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @TestFactory
    Stream<DynamicTest> rowsOfTheFirstVersionSurvive() {
        return Map.of(
                        "image", "image-service",
                        "network", "network-service",
                        "balancer", "balancer-service",
                        "scaler", "scaler-service",
                        "console", "console")
                .entrySet()
                .stream()
                .map(service -> dynamicTest(service.getKey(), () -> update(service.getKey(), service.getValue())));
    }

    private static void update(String service, String module) throws SQLException, IOException {
        execute(server.getPostgresDatabase(), "create database " + service);
        var database = server.getDatabase("postgres", service);
        flyway(database, FIRST.resolve("berth"), FIRST.resolve(service)).migrate();
        execute(database, Files.readString(FIRST.resolve(service).resolve("rows.sql")));
        var before = rows(database);

        var now = flyway(
                database,
                WrittenDocument.ROOT.resolve("platform/outbox/src/main/resources/db/berth"),
                WrittenDocument.ROOT.resolve("platform/web/src/main/resources/db/berth"),
                WrittenDocument.ROOT.resolve(module).resolve("src/main/resources/db/migration"));
        assertThat(now.migrate().success).isTrue();

        before.keySet().removeAll(TIDIED);
        assertThat(before.values().stream().filter(count -> count > 0)).hasSizeGreaterThan(3);
        assertThat(rows(database)).containsAllEntriesOf(before);
        assertThat(now.migrate().migrationsExecuted).isZero();
    }

    /** Set up as the services do. */
    private static Flyway flyway(DataSource database, Path... migrations) {
        return Flyway.configure()
                .dataSource(database)
                .outOfOrder(true)
                .locations(Stream.of(migrations)
                        .map(directory -> "filesystem:" + directory)
                        .toArray(String[]::new))
                .load();
    }

    private static Map<String, Long> rows(DataSource database) throws SQLException {
        Map<String, Long> rows = new TreeMap<>();
        try (var connection = database.getConnection();
                var tables = connection.getMetaData().getTables(null, "public", "%", new String[] {"TABLE"})) {
            while (tables.next()) {
                var table = tables.getString("TABLE_NAME");
                if (!table.equals("flyway_schema_history")) {
                    try (var statement = connection.createStatement();
                            var count = statement.executeQuery("select count(*) from \"" + table + "\"")) {
                        count.next();
                        rows.put(table, count.getLong(1));
                    }
                }
            }
        }
        return rows;
    }

    private static void execute(DataSource database, String sql) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
