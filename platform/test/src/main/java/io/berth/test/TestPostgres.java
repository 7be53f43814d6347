package io.berth.test;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

/** One PostgreSQL per JVM; found by a system property, because test resources live in several class loaders. */
final class TestPostgres {

    private static final String PORT = "berth.test.postgres.port";
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private TestPostgres() {}

    /** JDBC address of a new, empty database; user and password {@code postgres}. */
    static String freshDatabase() {
        int port = port();
        var name = "t" + Long.toString(System.nanoTime(), 36) + "_" + DATABASES.incrementAndGet();
        try (var connection = DriverManager.getConnection(url(port, "postgres"), "postgres", "postgres");
                var statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("no fresh database", e);
        }
        return url(port, name);
    }

    private static synchronized int port() {
        var known = Integer.getInteger(PORT);
        if (known != null) {
            return known;
        }
        try {
            // Closed by its own shutdown hook. Durability is not what these tests are about, speed is.
            var server = EmbeddedPostgres.builder()
                    .setServerConfig("fsync", "off")
                    .setServerConfig("full_page_writes", "off")
                    .setServerConfig("max_connections", "200")
                    .start();
            System.setProperty(PORT, Integer.toString(server.getPort()));
            return server.getPort();
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL did not start", e);
        }
    }

    private static String url(int port, String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }
}
