package io.berth.test.gadget;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.test.Tokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = DatabaseDoor.class, restrictToAnnotatedClass = true)
class GadgetDatabaseComponentTest {
    Consumer<Boolean> shut;

    @AfterEach
    void open() {
        shut.accept(false);
    }

    @Test
    void withoutADatabaseRequestsAreToldToComeBack() {
        assertThat(list().statusCode()).isEqualTo(200);

        shut.accept(true);

        requireUnavailable(list());
        requireUnavailable(create("away"));
        requireUnavailable(given().auth().oauth2(Tokens.viewer()).get("/v1/gadgets/away"));
    }

    @Test
    void aCreationThatFoundNoDatabaseIsDoneWhenItIsRepeated() {
        shut.accept(true);
        requireUnavailable(create("patient"));
        shut.accept(false);

        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> create("patient").statusCode() == 201);
        assertThat(create("patient").statusCode()).isEqualTo(201);
    }

    private static void requireUnavailable(Response answer) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(503);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.jsonPath().getString("code")).isEqualTo("UNAVAILABLE");
        assertThat(answer.jsonPath().getString("suggestion")).isNotBlank();
        assertThat(answer.header("Retry-After")).matches("[1-9]\\d*");
    }

    private static Response list() {
        return given().auth().oauth2(Tokens.viewer()).get("/v1/gadgets");
    }

    private static Response create(String name) {
        return operator()
                .header("Idempotency-Key", name)
                .header("Prefer", "wait=20")
                .body("{\"name\": \"%s\"}".formatted(name))
                .post("/v1/gadgets");
    }

    private static RequestSpecification operator() {
        return given().auth().oauth2(Tokens.operator()).contentType("application/json");
    }
}
