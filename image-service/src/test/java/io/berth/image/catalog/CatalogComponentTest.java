package io.berth.image.catalog;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.anEmptyMap;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.berth.image.Registry;
import io.berth.test.BerthStack;
import io.berth.test.Tokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(BerthStack.class)
class CatalogComponentTest {
    private static byte[] manifest;

    @BeforeEach
    void push() {
        if (manifest != null) {
            return;
        }
        var registry = Registry.with(Tokens.operator(), "default/team/catalog");
        registry.pushImage("1");
        manifest = registry.pushImage("2");
        Registry.with(Tokens.of("other", "operator"), "other/catalog").pushImage("1");
    }

    private static RequestSpecification as(String token) {
        return given().auth().oauth2(token);
    }

    @Test
    void eachSeesTheRepositoriesOfTheirProject() {
        as(Tokens.viewer())
                .get("/v1/repositories?limit=500")
                .then()
                .statusCode(200)
                .body("items.name", hasItem("default/team/catalog"))
                .body("items.project", everyItem(equalTo("default")));
        as(Tokens.of("other", "viewer")).get("/v1/repositories").then().body("items.name", contains("other/catalog"));
        as(Tokens.service()).get("/v1/repositories?limit=500").then().body("items.name", hasItem("other/catalog"));
        as(Tokens.admin())
                .header("Berth-Project", "other")
                .get("/v1/repositories")
                .then()
                .body("items.name", contains("other/catalog"));
    }

    @Test
    void listsHavePages() {
        var first = as(Tokens.service())
                .get("/v1/repositories?limit=1")
                .then()
                .statusCode(200)
                .extract();
        var next = first.<String>path("next");

        as(Tokens.service())
                .get("/v1/repositories?limit=1&cursor=" + next)
                .then()
                .body("items[0].id", not(equalTo(first.path("items[0].id"))));
        as(Tokens.viewer()).get("/v1/repositories?status=FAILED").then().body("items", empty());
        as(Tokens.viewer()).get("/v1/repositories?status=NONE").then().statusCode(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"default/team/catalog", "default%2Fteam%2Fcatalog"})
    void aRepositoryIsFoundByItsNameHoweverTheSlashesAreWritten(String name) {
        as(Tokens.viewer())
                .urlEncodingEnabled(false)
                .get("/v1/repositories/" + name)
                .then()
                .statusCode(200)
                .header("ETag", notNullValue())
                .body("id", startsWith("repo_"))
                .body("name", equalTo("default/team/catalog"))
                .body("status", equalTo("READY"))
                .body("labels", anEmptyMap())
                .body("tags", equalTo(2))
                .body("manifests", equalTo(2))
                .body("sizeBytes", greaterThan(4000));
        as(Tokens.viewer())
                .urlEncodingEnabled(false)
                .get("/v1/repositories/" + name + "/tags")
                .then()
                .statusCode(200)
                .body("items.name", contains("1", "2"))
                .body("items[1].digest", equalTo(Registry.sha256(manifest)))
                .body("next", nullValue());
        as(Tokens.viewer())
                .urlEncodingEnabled(false)
                .get("/v1/repositories/" + name + "/manifests/2")
                .then()
                .statusCode(200)
                .header("ETag", "\"%s\"".formatted(Registry.sha256(manifest)))
                .body("digest", equalTo(Registry.sha256(manifest)))
                .body("manifest.schemaVersion", equalTo(2));
    }

    @Test
    void aRepositoryIsFoundByItsId() {
        var id =
                as(Tokens.viewer()).get("/v1/repositories/default/team/catalog").<String>path("id");

        as(Tokens.viewer()).get("/v1/repositories/" + id).then().body("name", equalTo("default/team/catalog"));
        as(Tokens.of("other", "admin")).get("/v1/repositories/" + id).then().statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"other/catalog", "other/catalog/tags", "other/catalog/manifests/1", "nothing", "a/b"})
    void anotherProjectsRepositoryIsNotThere(String path) {
        as(Tokens.admin())
                .get("/v1/repositories/" + path)
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("code", equalTo("REPOSITORY_NOT_FOUND"));
    }

    @Test
    void whatIsNotInARepositoryIsAProblem() {
        as(Tokens.viewer())
                .get("/v1/repositories/default/team/catalog/manifests/nope")
                .then()
                .statusCode(404)
                .body("code", equalTo("MANIFEST_NOT_FOUND"));
        as(Tokens.viewer())
                .get("/v1/repositories/default/team/catalog/manifests/sha256:nope")
                .then()
                .statusCode(400)
                .body("code", equalTo("REFERENCE_INVALID"));
        as(Tokens.operator())
                .delete("/v1/repositories/default/team/catalog/tags/nope")
                .then()
                .statusCode(404)
                .body("code", equalTo("TAG_NOT_FOUND"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/repositories/default/a%00b",
                "/v1/repositories/default/a%00b/tags",
                "/v1/repositories?status=%00",
                "/v1/repositories?cursor=MToA",
                "/v1/repositories/default/team/catalog/tags?cursor=MToA"
            })
    void anAddressOrCursorWithANulIsRefused(String path) {
        as(Tokens.viewer()).urlEncodingEnabled(false).get(path).then().statusCode(400);
    }

    @Test
    void anOperatorDeletesATag() {
        Registry.with(Tokens.operator(), "default/untag").pushImage("x");
        var tag = "/v1/repositories/default/untag/tags/x";

        as(Tokens.viewer()).delete(tag).then().statusCode(403);
        as(Tokens.of("other", "admin")).delete(tag).then().statusCode(404);
        as(Tokens.operator()).delete(tag).then().statusCode(204);
        as(Tokens.operator()).delete(tag).then().statusCode(404);
        given().get("/v1/repositories").then().statusCode(401);
    }
}
