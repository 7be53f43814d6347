package io.berth.scaler.lease;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import io.berth.scaler.GroupScene;
import io.berth.scaler.fleet.Placement;
import io.berth.scaler.group.FencedOffException;
import io.berth.scaler.instance.InstanceDesk;
import io.berth.scaler.instance.Live;
import io.berth.test.BerthStack;
import io.berth.web.Tenant;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.ObjLongConsumer;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two processes on one database: the application, and a second lease with connections of its own. */
@QuarkusTest
@QuarkusTestResource(BerthStack.class)
class TwoWritersComponentTest extends GroupScene {
    private static final List<String> TABLES = List.of("scaling_group", "group_progress", "instance", "activity");

    @Inject
    WriterLease application;

    @Inject
    InstanceDesk instances;

    @Inject
    Tenant tenant;

    private AgroalDataSource database;
    private WriterLease second;

    @BeforeEach
    void aSecondProcessComes() throws SQLException {
        var url = ConfigProvider.getConfig().getValue("quarkus.datasource.jdbc.url", String.class);
        database = AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(pool -> pool.maxSize(3)
                        .connectionFactoryConfiguration(factory -> factory.jdbcUrl(url)
                                .principal(new NamePrincipal("postgres"))
                                .credential(new SimplePassword("postgres")))));
        second = new WriterLease(database);
        second.start(new StartupEvent());
    }

    @AfterEach
    void theSecondProcessEnds() throws InterruptedException {
        second.stop(new ShutdownEvent());
        database.close();
        await().atMost(ofSeconds(10)).until(() -> application.epoch().isPresent());
    }

    @Test
    void theSecondStandsByWhileTheFirstWrites() {
        created("first", 1, 1, "");

        assertThat(application.epoch()).isPresent();
        await().during(ofSeconds(2)).until(() -> second.epoch().isEmpty());
    }

    @Test
    void aWriterThatWasOvertakenWithoutNoticingChangesNothing() throws SQLException, InterruptedException {
        var group = created("fenced", 1, 1, "").getString("id");
        long stale = application.epoch().orElseThrow();
        overtake();
        long newest = second.epoch().orElseThrow();
        assertThat(newest).isGreaterThan(stale);
        // Nobody runs this one: the application stands by, and the second process is a lease only.
        var late = create("late", 1, 1, "");
        var live = tenant.call("default", () -> instances.live(group).getFirst());
        var before = contents();

        for (var id : List.of(group, late)) {
            assertThatThrownBy(() -> as("default", () -> instances.launch(id, stale, HERE)))
                    .isInstanceOf(FencedOffException.class);
        }
        writes().forEach((what, write) -> assertThatThrownBy(() -> as("default", () -> write.accept(live, stale)))
                .as(what)
                .isInstanceOf(FencedOffException.class));
        assertThat(contents()).isEqualTo(before);

        as("default", () -> instances.explain(live, newest, "written by the second"));
        assertThat(contents()).isNotEqualTo(before);
        assertThat(list("/v1/groups/fenced/instances").getFirst())
                .containsEntry("statusReason", "written by the second");

        second.stop(new ShutdownEvent());
        await().atMost(ofSeconds(30))
                .until(() -> group("late").getString("status").equals("READY"));
        assertThat(application.epoch().orElseThrow()).isGreaterThan(newest);
    }

    private static final List<Placement.Site> HERE = List.of(new Placement.Site("local", "a"));

    /** All that a process records about instances. */
    private Map<String, ObjLongConsumer<Live>> writes() {
        return Map.of(
                "running", (row, epoch) -> instances.running(row, epoch, "c1", "10.9.0.2"),
                "serve", instances::serve,
                "suspect", (row, epoch) -> instances.suspect(row, epoch, "stale"),
                "drain", (row, epoch) -> instances.drain(row, epoch, "stale", true),
                "lost", (row, epoch) -> instances.lost(row, epoch, "stale"),
                "terminated", (row, epoch) -> instances.terminated(row, epoch, "stale", 1),
                "launchFailed", (row, epoch) -> instances.launchFailed(row, epoch, "stale"),
                "explain", (row, epoch) -> instances.explain(row, epoch, "stale"));
    }

    /** The application's session ends, as with a broken network, until the second process has what it held. */
    private void overtake() {
        await().atMost(ofSeconds(30)).until(() -> {
            if (second.epoch().isEmpty()) {
                read("select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and granted"
                        + " and database = (select oid from pg_database where datname = current_database())"
                        + " and ((classid::bigint << 32) | objid::bigint) = " + WriterLease.KEY
                        + " and pid <> pg_backend_pid()");
            }
            return second.epoch().isPresent() && application.epoch().isEmpty();
        });
    }

    private String contents() throws SQLException {
        var all = new StringBuilder();
        for (var table : TABLES) {
            all.append(read("select string_agg(t::text, E'\\n' order by t::text) from " + table + " t"));
        }
        return all.toString();
    }

    private String read(String query) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var answer = statement.executeQuery(query)) {
            return answer.next() ? answer.getString(1) : "";
        }
    }

    private void as(String project, Runnable work) {
        tenant.run(project, work);
    }
}
