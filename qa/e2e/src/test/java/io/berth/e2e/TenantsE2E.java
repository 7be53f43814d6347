package io.berth.e2e;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Two projects on one suite. */
@Order(3)
class TenantsE2E {

    private static final String NAME = "e2e-tenant";
    private static final Berth MINE = Berth.admin();
    private static final Berth THEIRS = Berth.other();

    private static String network;
    private static String pool;
    private static String balancer;
    private static String group;

    @BeforeAll
    static void bothHaveThingsOfTheSameName() {
        SampleApp.pushed();
        for (Berth tenant : List.of(MINE, THEIRS)) {
            clear(tenant);
            tenant.network().create("/v1/networks", Map.of("name", NAME, "driver", "bridge"));
            tenant.balancer().create("/v1/pools", Map.of("name", NAME, "protocol", "HTTP"));
            tenant.balancer().create("/v1/balancers", Map.of("name", NAME, "scheme", "EXTERNAL"));
            tenant.scaler().create("/v1/groups", emptyGroup(tenant == MINE ? SampleApp.IMAGE : "other/e2e-app:1"));
        }
        network = MINE.network().require("/v1/networks/" + NAME).getString("id");
        pool = MINE.balancer().require("/v1/pools/" + NAME).getString("id");
        balancer = MINE.balancer().require("/v1/balancers/" + NAME).getString("id");
        group = MINE.scaler().require("/v1/groups/" + NAME).getString("id");
    }

    private static Map<String, Object> emptyGroup(String image) {
        return Map.of(
                "name",
                NAME,
                "min",
                0,
                "max",
                1,
                "desired",
                0,
                "template",
                Map.of("image", image, "port", 8080, "networks", List.of(NAME)));
    }

    @AfterAll
    static void clear() {
        clear(MINE);
        clear(THEIRS);
    }

    private static void clear(Berth tenant) {
        tenant.scaler().remove("/v1/groups/" + NAME);
        tenant.balancer().remove("/v1/balancers/" + NAME);
        tenant.balancer().remove("/v1/pools/" + NAME);
        tenant.network().remove("/v1/networks/" + NAME);
    }

    @Test
    void anothersResourcesAreNotFound() {
        for (var answer : List.of(
                THEIRS.network().get("/v1/networks/" + network),
                THEIRS.balancer().get("/v1/pools/" + pool),
                THEIRS.balancer().get("/v1/pools/" + pool + "/targets"),
                THEIRS.balancer().get("/v1/balancers/" + balancer),
                THEIRS.balancer().get("/v1/balancers/" + balancer + "/stats"),
                THEIRS.scaler().get("/v1/groups/" + group),
                THEIRS.scaler().get("/v1/groups/" + group + "/instances"))) {
            assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(404);
        }
    }

    @Test
    void anothersResourcesCannotBeTouched() {
        for (var answer : List.of(
                THEIRS.network().delete("/v1/networks/" + network),
                THEIRS.balancer().delete("/v1/pools/" + pool),
                THEIRS.balancer().patch("/v1/pools/" + pool, Map.of("drainTimeout", "1s")),
                THEIRS.balancer().delete("/v1/balancers/" + balancer),
                THEIRS.scaler().patch("/v1/groups/" + group, Map.of("max", 5)),
                THEIRS.scaler().post("/v1/groups/" + group + "/scale", Map.of("desired", 1)),
                THEIRS.scaler().delete("/v1/groups/" + group))) {
            assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(404);
        }
        assertThat(MINE.network().require("/v1/networks/" + network).getString("status"))
                .isEqualTo("READY");
        assertThat(MINE.scaler().require("/v1/groups/" + group).getInt("max")).isEqualTo(1);
    }

    @Test
    void listsShowOnesOwn() {
        assertThat(THEIRS.network().list("/v1/networks")).noneMatch(found -> network.equals(found.get("id")));
        assertThat(THEIRS.balancer().list("/v1/pools")).noneMatch(found -> pool.equals(found.get("id")));
        assertThat(THEIRS.balancer().list("/v1/balancers")).noneMatch(found -> balancer.equals(found.get("id")));
        assertThat(THEIRS.scaler().list("/v1/groups"))
                .noneMatch(found -> group.equals(found.get("id")))
                .anyMatch(found -> NAME.equals(found.get("name")));
    }

    @Test
    void anotherProjectCannotBeNamedWithoutBeingAdmin() {
        var answer = given().header("Authorization", "Bearer " + Suite.otherToken())
                .header("Berth-Project", Suite.PROJECT)
                .get(Suite.url("network") + "/v1/networks");

        assertThat(answer.statusCode()).isEqualTo(403);
    }

    @Test
    void imagesAreNeitherPulledNorPushedAcrossProjects() {
        String reference = Suite.registry() + "/" + SampleApp.IMAGE;
        var theirs = new DockerClient().login(Suite.otherToken());
        assertThat(theirs.attempt("pull", "--quiet", reference).ok()).isFalse();
        assertThat(theirs.attempt("push", "--quiet", reference).ok()).isFalse();

        String own = Suite.registry() + "/other/e2e-app:1";
        theirs.run("tag", reference, own);
        theirs.run("push", "--quiet", own);
        assertThat(MINE.image().list("/v1/repositories")).noneMatch(found -> "other/e2e-app".equals(found.get("name")));
        assertThat(THEIRS.image().list("/v1/repositories"))
                .allMatch(found -> ((String) found.get("name")).startsWith("other/"));
    }

    @Test
    void aGroupCannotRunAnImageOfAnotherProject() {
        var answer = THEIRS.scaler().post("/v1/groups", emptyGroup(SampleApp.IMAGE));

        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(422);
    }

    @Test
    void factsAreSeenByTheirProjectOnly() {
        Eventually.within(
                30,
                "the fact about my network is known",
                () -> !MINE.console().list("/v1/events?subject=" + network).isEmpty());

        assertThat(THEIRS.console().list("/v1/events?subject=" + network)).isEmpty();
        assertThat(THEIRS.console().list("/v1/events?since=0"))
                .isNotEmpty()
                .allMatch(fact -> Suite.OTHER_PROJECT.equals(fact.get("project")));
        String fact = (String)
                MINE.console().list("/v1/events?subject=" + network).getFirst().get("id");
        assertThat(THEIRS.console().get("/v1/events/" + fact).statusCode()).isEqualTo(404);
        assertThat(THEIRS.console().get("/v1/events/" + fact + "/tree").statusCode())
                .isEqualTo(404);
    }
}
