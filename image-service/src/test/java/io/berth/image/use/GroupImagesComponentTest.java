package io.berth.image.use;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.berth.image.Registry;
import io.berth.outbox.DomainEvent;
import io.berth.outbox.FactType;
import io.berth.outbox.Origin;
import io.berth.outbox.Outbox;
import io.berth.test.BerthStack;
import io.berth.test.Tokens;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Facts of other services travel as they do in a suite: over Kafka. */
@QuarkusTest
@QuarkusTestResource(BerthStack.class)
class GroupImagesComponentTest {
    @Inject
    Outbox outbox;

    @Inject
    GroupImageRepository images;

    record Template(String repository, String reference) {}

    @FactType(value = "io.berth.group.changed.v1", topic = "berth.scaler")
    record Group(String subject, String name, String status, Template template) implements DomainEvent {}

    @Test
    void aTagThatAGroupIsMadeFromStaysUntilTheGroupGoes() {
        Registry.with(Tokens.operator(), "default/wanted").pushImage("1");
        tell("grp_a", "web", "READY", "default/wanted", "1");
        awaitUsers("default/wanted", "1", "web");
        var tag = "/v1/repositories/default/wanted/tags/1";

        given().auth()
                .oauth2(Tokens.operator())
                .delete(tag)
                .then()
                .statusCode(409)
                .body("code", equalTo("IMAGE_IN_USE"))
                .body("detail", containsString("by the group web"));
        given().auth()
                .oauth2(Tokens.viewer())
                .get("/v1/repositories/default/wanted/manifests/1")
                .then()
                .statusCode(200);

        tell("grp_a", "web", "DELETING", "default/wanted", "1");
        // The fact may be a moment late: the deletion waits for it.
        given().auth().oauth2(Tokens.operator()).delete(tag).then().statusCode(204);
    }

    @Test
    void aManifestStaysForGroupsThatNameItsDigestOrOneOfItsTags() {
        var registry = Registry.with(Tokens.admin(), "default/pinned");
        var digest = Registry.sha256(registry.pushImage("1"));
        tell("grp_b", "by-digest", "READY", "default/pinned", digest);
        tell("grp_c", "by-tag", "READY", "default/pinned", "1");
        awaitUsers("default/pinned", digest, "by-digest");
        awaitUsers("default/pinned", "1", "by-tag");

        var refused = registry.send("DELETE", "/manifests/" + digest);
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(Registry.text(refused)).contains("DENIED").contains("by-digest, by-tag");
        assertThat(registry.send("GET", "/manifests/1").statusCode()).isEqualTo(200);

        tell("grp_b", "by-digest", "READY", null, null);
        tell("grp_c", "by-tag", "READY", "default/pinned", "2");
        awaitUsers("default/pinned", digest);
        awaitUsers("default/pinned", "1");
        assertThat(registry.send("DELETE", "/manifests/" + digest).statusCode()).isEqualTo(202);
    }

    @Test
    void anImageThatIsNotThereIsNotInUse() {
        Registry.with(Tokens.operator(), "default/half").pushImage("1");
        tell("grp_d", "hopeful", "READY", "default/half", "2");
        awaitUsers("default/half", "2", "hopeful");

        given().auth()
                .oauth2(Tokens.operator())
                .delete("/v1/repositories/default/half/tags/2")
                .then()
                .statusCode(404)
                .body("code", equalTo("TAG_NOT_FOUND"));
    }

    private void tell(String id, String name, String status, String repository, String reference) {
        var group = new Group(id, name, status, new Template(repository, reference));
        QuarkusTransaction.requiringNew().run(() -> outbox.append(group, new Origin("default", "c", null, null)));
    }

    private void awaitUsers(String repository, String reference, String... groups) {
        await().atMost(Duration.ofSeconds(15))
                .until(() -> images.groups(repository, List.of(reference)).equals(List.of(groups)));
    }
}
