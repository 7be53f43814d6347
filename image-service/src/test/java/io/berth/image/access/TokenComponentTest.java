package io.berth.image.access;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.berth.image.Registry;
import io.berth.test.BerthStack;
import io.berth.test.Tokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(BerthStack.class)
class TokenComponentTest {
    @Test
    void whoAsksWithoutATokenIsToldWhereToGetOne() {
        given().get("/v2/")
                .then()
                .statusCode(401)
                .header("Docker-Distribution-Api-Version", "registry/2.0")
                .header("WWW-Authenticate", startsWith("Bearer realm=\"" + Registry.uri("/token") + "\""))
                .header("WWW-Authenticate", containsString(",service=\"berth\""))
                .body("errors[0].code", equalTo("UNAUTHORIZED"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/manifests/1", "/tags/list", "/referrers/sha256:00"})
    void readingIsChallengedWithTheScopeItNeeds(String path) {
        var challenge = "scope=\"repository:default/app:pull\"";
        given().get("/v2/default/app" + path)
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", containsString(challenge));
        if (path.startsWith("/manifests")) {
            given().head("/v2/default/app" + path)
                    .then()
                    .statusCode(401)
                    .header("WWW-Authenticate", containsString(challenge));
        }
    }

    @Test
    void aPathThatMeansNothingIsNotAnsweredToStrangers() {
        given().get("/v2/x/y/z").then().statusCode(401);
        var known = Registry.with(Tokens.viewer(), "default/app").token();
        assertThat(Registry.sendTo("GET", "/v2/x/y/z", BodyPublishers.noBody(), known)
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void loginIsAnyNameWithABerthTokenAsPassword() {
        given().auth()
                .preemptive()
                .basic("anybody", Tokens.viewer())
                .queryParam("service", "berth")
                .get("/token")
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body("expires_in", greaterThanOrEqualTo(60))
                .body("token", not(equalTo(null)))
                .body("access_token", not(equalTo(null)));
    }

    @Test
    void aBerthTokenIsTakenAsBearerToo() {
        given().auth().oauth2(Tokens.viewer()).get("/token").then().statusCode(200);
    }

    @Test
    void theFormOfOauthIsUnderstood() {
        given().formParam("grant_type", "password")
                .formParam("service", "berth")
                .formParam("username", "berth")
                .formParam("password", Tokens.operator())
                .formParam("scope", "repository:default/app:pull,push")
                .post("/token")
                .then()
                .statusCode(200)
                .body("access_token", not(equalTo(null)));
        given().formParam("grant_type", "refresh_token")
                .formParam("refresh_token", Tokens.viewer())
                .post("/token")
                .then()
                .statusCode(200);
    }

    @Test
    void badLoginsAreRefused() {
        given().get("/token").then().statusCode(401).header("WWW-Authenticate", startsWith("Basic"));
        given().auth().preemptive().basic("berth", "guess").get("/token").then().statusCode(401);
        given().auth()
                .preemptive()
                .basic("berth", Tokens.expired())
                .get("/token")
                .then()
                .statusCode(401);
    }

    @Test
    void askingForTooMuchGivesWhatThereIs() {
        var token = Registry.with(Tokens.viewer(), "default/app").token("other/app");

        assertThat(Registry.sendTo("GET", "/v2/", BodyPublishers.noBody(), token)
                        .statusCode())
                .isEqualTo(200);
        var push = Registry.sendTo("POST", "/v2/default/app/blobs/uploads/", BodyPublishers.noBody(), token);
        assertThat(push.statusCode()).isEqualTo(403);
        assertThat(Registry.code(push)).isEqualTo("DENIED");
    }

    @Test
    void aTokenForAnotherRepositoryIsChallengedAnew() {
        var token = Registry.with(Tokens.operator(), "default/one").token();
        var answer = Registry.sendTo("POST", "/v2/default/two/blobs/uploads/", BodyPublishers.noBody(), token);

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(Registry.header(answer, "WWW-Authenticate"))
                .contains("scope=\"repository:default/two:pull,push\"")
                .contains("error=\"insufficient_scope\"");
    }

    @Test
    void anotherProjectIsClosedToEveryRole() {
        for (var role : new String[] {"viewer", "operator", "admin"}) {
            var token = Registry.with(Tokens.of("other", role), "default/app").token();
            for (var path : new String[] {"/manifests/1", "/tags/list", "/blobs/sha256:" + "0".repeat(64)}) {
                assertThat(Registry.sendTo("GET", "/v2/default/app" + path, BodyPublishers.noBody(), token)
                                .statusCode())
                        .isEqualTo(403);
            }
        }
    }

    @Test
    void servicesPullEverywhereAndPushNowhere() {
        Registry.with(Tokens.of("team", "operator"), "team/app").pushImage("1");
        var service = Registry.with(Tokens.service(), "team/app");

        assertThat(service.send("GET", "/manifests/1").statusCode()).isEqualTo(200);
        assertThat(service.send("POST", "/blobs/uploads/").statusCode()).isEqualTo(403);
    }

    @Test
    void registryTokensOpenNoOtherApiAndBerthTokensDoNotOpenTheRegistry() {
        var registryToken = Registry.with(Tokens.admin(), "default/app").token();

        given().auth().oauth2(registryToken).get("/v1/repositories").then().statusCode(401);
        given().auth().oauth2(registryToken).get("/token").then().statusCode(401);
        given().auth().oauth2(Tokens.admin()).get("/v2/").then().statusCode(401);
    }

    @Test
    void namesWithoutAProjectAreRefusedInWords() {
        var token = Registry.with(Tokens.operator(), "default/app").token();
        var answer = Registry.sendTo("POST", "/v2/app/blobs/uploads/", BodyPublishers.noBody(), token);

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(Registry.text(answer)).contains("default/app");
        var malformed = Registry.sendTo("GET", "/v2/default/APP/tags/list", BodyPublishers.noBody(), token);
        assertThat(malformed.statusCode()).isEqualTo(400);
        assertThat(Registry.code(malformed)).isEqualTo("NAME_INVALID");
    }
}
