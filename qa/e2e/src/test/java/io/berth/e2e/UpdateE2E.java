package io.berth.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.cli.demo.load.Load;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * The services of today start on databases of version 0.1 that hold a running suite, while its data planes go on serving.
 * The databases are taken back by scripts; that each migration keeps the rows of the first version is tested with them alone.
 */
@Order(6)
class UpdateE2E {

    private static final int RATE = 60;
    private static final String NAME = "e2e-update";

    /** Those that version 0.1 had. */
    private static final List<String> SERVICES = List.of("image", "network", "balancer", "scaler", "console");

    private final Traffic traffic = new Traffic();

    @Test
    void databasesOfTheFirstVersionAreMigratedWhileTrafficFlows() {
        try (var app = new App(NAME, 2, 4)) {
            app.awaitExactly(2, 120);
            try (Load load = app.load(RATE, 8, 2, traffic)) {
                List<String> containers =
                        SERVICES.stream().map(Engine::serviceContainer).toList();
                containers.parallelStream().forEach(container -> Commands.run("docker", "stop", container));
                try {
                    SERVICES.forEach(UpdateE2E::takeBack);
                    assertThat(versions("balancer")).doesNotContain("3");
                } finally {
                    containers.parallelStream().forEach(container -> Commands.run("docker", "start", container));
                }
                Outage.endsWithServices();

                assertThat(versions("balancer")).contains("3");
                app.scale(3);
                app.awaitExactly(3, 120);
                app.scale(2);
                app.awaitExactly(2, 120);
                app.berth().network().create("/v1/networks", Map.of("name", NAME + "-new"));
                app.berth().network().remove("/v1/networks/" + NAME + "-new");
            }
        }
        System.out.println("updated from version 0.1: " + traffic.summary());
        assertThat(traffic.tally().failures()).isEmpty();
        Inventory.awaitEqual();
        Ledger.assertNothingIsLost();
    }

    private static void takeBack(String service) {
        Postgres.superuser(service, script(service) + script("every"));
    }

    private static List<String> versions(String database) {
        return Postgres.superuser(database, "select version from flyway_schema_history")
                .lines()
                .toList();
    }

    private static String script(String name) {
        try (var script = UpdateE2E.class.getResourceAsStream("/schema-0.1/" + name + ".sql")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
