package io.berth.test.gadget;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.berth.outbox.Origin;
import io.berth.test.BerthStack;
import io.berth.test.Tokens;
import io.berth.web.Tenant;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(BerthStack.class)
class GadgetTenancyComponentTest {
    @Inject
    Tenant tenant;

    @Inject
    GadgetRepository gadgets;

    @Inject
    EntityManager entities;

    private void make(String project, String name, Map<String, String> labels) {
        var origin = new Origin(project, "c".repeat(32), null, null);
        tenant.run(
                project,
                () -> QuarkusTransaction.requiringNew()
                        .run(() -> gadgets.persist(new Gadget(
                                new CreateGadget(name, labels, null, null, null, null), origin, Instant.now()))));
    }

    private long count(String project, String name) {
        return tenant.call(project, () -> QuarkusTransaction.requiringNew().call(() -> gadgets.count("name", name)));
    }

    @Test
    void backgroundWorkSeesItsProjectAndRootSeesAll() {
        make("red", "shared", Map.of());
        make("blue", "shared", Map.of());

        assertThat(count("red", "shared")).isEqualTo(1);
        assertThat(count("green", "shared")).isZero();
        assertThat(count(Tenant.ROOT, "shared")).isEqualTo(2);
    }

    @Test
    void nativeSqlIsNotFilteredByProject() {
        make("red", "raw", Map.of());
        make("blue", "raw", Map.of());

        Number all = tenant.call(
                "red",
                () -> QuarkusTransaction.requiringNew()
                        .call(() ->
                                (Number) entities.createNativeQuery("select count(*) from gadget where name = 'raw'")
                                        .getSingleResult()));

        assertThat(all.intValue()).isEqualTo(2);
    }

    @Test
    void aTransactionStaysWithItsProject() {
        assertThatThrownBy(() -> tenant.run(
                        "red",
                        () -> QuarkusTransaction.requiringNew().run(() -> {
                            gadgets.count();
                            tenant.run("blue", () -> gadgets.count());
                        })))
                .hasStackTraceContaining("works for project red already");
    }

    @Test
    void aServiceThatReadsEveryProjectMustNameOneWhereANameIsAmbiguous() {
        make("red", "twin", Map.of());
        make("blue", "twin", Map.of());

        var ambiguous = given().auth().oauth2(Tokens.service()).get("/v1/gadgets/twin");
        var named = given().auth()
                .oauth2(Tokens.service())
                .header("Berth-Project", "blue")
                .get("/v1/gadgets/twin");

        assertThat(ambiguous.statusCode()).isEqualTo(409);
        assertThat(ambiguous.jsonPath().getString("code")).isEqualTo("NAME_AMBIGUOUS");
        assertThat(named.jsonPath().getString("project")).isEqualTo("blue");
    }

    @Test
    void aListIsFilteredByAllLabelsNamed() {
        make("labels", "one", Map.of("tier", "web", "team", "a=b"));
        make("labels", "two", Map.of("tier", "web"));
        var viewer = Tokens.of("labels", "viewer");

        var both = given().auth().oauth2(viewer).queryParam("label", "tier=web").get("/v1/gadgets");
        var one = given().auth()
                .oauth2(viewer)
                .queryParam("label", "tier=web", "team=a=b")
                .get("/v1/gadgets");

        assertThat(both.jsonPath().getList("items.name")).containsExactlyInAnyOrder("one", "two");
        assertThat(one.jsonPath().getList("items.name")).containsExactly("one");
    }
}
