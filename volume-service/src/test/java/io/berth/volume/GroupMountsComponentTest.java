package io.berth.volume;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.berth.outbox.DomainEvent;
import io.berth.outbox.FactType;
import io.berth.outbox.Origin;
import io.berth.outbox.Outbox;
import io.berth.test.BerthStack;
import io.berth.test.FakeHosts;
import io.berth.test.Tokens;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Facts of other services travel as they do in a suite: over Kafka. */
@QuarkusTest
@QuarkusTestResource(BerthStack.class)
class GroupMountsComponentTest {
    @Inject
    Outbox outbox;

    @Inject
    DataSource database;

    @Inject
    FakeHosts hosts;

    record Mount(String volume, String path) {}

    record Template(List<Mount> mounts) {}

    @FactType(value = "io.berth.group.changed.v1", topic = "berth.scaler")
    record Group(String subject, String name, String status, Template template) implements DomainEvent {}

    @Test
    void aVolumeOfAGroupWithoutInstancesIsNotDeletedUntilTheGroupGoes() {
        var id = create("resting");
        tell("default", "grp_1", "by-name", "READY", "resting");
        tell("default", "grp_2", "by-id", "READY", id);
        tell("other", "grp_3", "strangers", "READY", "resting");
        awaitMounts("grp_1", 1);
        awaitMounts("grp_2", 1);
        awaitMounts("grp_3", 1);

        delete("resting")
                .statusCode(409)
                .body("code", equalTo("VOLUME_IN_USE"))
                .body("detail", equalTo("resting is in the templates of these groups: by-id, by-name"));

        tell("default", "grp_1", "by-name", "DELETING", "resting");
        tell("default", "grp_2", "by-id", "READY", "elsewhere");
        delete("resting").statusCode(204);
    }

    @Test
    void aLostVolumeMayGoAlthoughATemplateNamesItAndItsNameIsFreeAgain() {
        create("gone");
        tell("default", "grp_4", "hopeful", "READY", "gone");
        awaitMounts("grp_4", 1);
        hosts.engine().volumes("volume").stream()
                .filter(volume -> volume.owner().name().equals("gone"))
                .forEach(volume -> hosts.engine().vanish(volume.name()));
        await().atMost(Duration.ofSeconds(15))
                .untilAsserted(() -> operator()
                        .get("/v1/volumes/gone")
                        .then()
                        .body("status", equalTo("FAILED"))
                        .body("statusReason", containsString("data are gone")));

        delete("gone").statusCode(204);
        create("gone");
    }

    private static String create(String name) {
        return operator()
                .header("Prefer", "wait=20")
                .body("{\"name\": \"%s\"}".formatted(name))
                .post("/v1/volumes")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static ValidatableResponse delete(String name) {
        return operator()
                .header("Prefer", "wait=20")
                .delete("/v1/volumes/" + name)
                .then();
    }

    private void tell(String project, String id, String name, String status, String volume) {
        var group = new Group(id, name, status, new Template(List.of(new Mount(volume, "/data"))));
        QuarkusTransaction.requiringNew().run(() -> outbox.append(group, new Origin(project, "c", null, null)));
    }

    private void awaitMounts(String group, int count) {
        await().atMost(Duration.ofSeconds(15)).until(() -> mounts(group) == count);
    }

    private int mounts(String group) throws java.sql.SQLException {
        try (var connection = database.getConnection();
                var query = connection.prepareStatement("select count(*) from group_mount where group_id = ?")) {
            query.setString(1, group);
            try (var rows = query.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }

    private static RequestSpecification operator() {
        return given().auth().oauth2(Tokens.operator()).contentType(ContentType.JSON);
    }
}
