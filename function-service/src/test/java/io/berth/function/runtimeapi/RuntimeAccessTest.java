package io.berth.function.runtimeapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.berth.test.BerthStack;
import io.berth.test.Tokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every way into the listener for instances is known, and open to nobody else, whatever token they have. */
@QuarkusTest
@QuarkusTestResource(BerthStack.class)
class RuntimeAccessTest {
    private static final List<String> FOR_INSTANCES = List.of(
            "GET /2018-06-01/runtime/invocation/next",
            "GET /berth/claim",
            "GET /berth/code",
            "POST /2018-06-01/runtime/init/error",
            "POST /2018-06-01/runtime/invocation/:request/error",
            "POST /2018-06-01/runtime/invocation/:request/response");

    @Inject
    RuntimeRoutes routes;

    @Test
    void everyRouteIsKnown() {
        var found = routes.router().getRoutes().stream()
                .filter(route -> route.getPath() != null && route.methods() != null)
                .flatMap(route -> route.methods().stream().map(method -> method.name() + " " + route.getPath()))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(found).containsExactlyInAnyOrderElementsOf(FOR_INSTANCES);
    }

    @TestFactory
    Stream<DynamicTest> nobodyElseIsLetIn() {
        return FOR_INSTANCES.stream()
                .map(route -> dynamicTest(route, () -> {
                    var parts = route.split(" ");
                    for (var token : List.of(Tokens.admin(), Tokens.service(), "none")) {
                        var status = RestAssured.given()
                                .port(18901)
                                .header("Authorization", "Bearer " + token)
                                .request(parts[0], parts[1].replace(":request", "11111111-1111-1111-1111-111111111111"))
                                .statusCode();
                        assertThat(status).as(route).isEqualTo(403);
                    }
                }));
    }

    @Test
    void pathsThatAreNotThereAreRefusedAsWell() {
        assertThat(RestAssured.given().port(18901).get("/q/metrics").statusCode())
                .isEqualTo(403);
        assertThat(RestAssured.given().port(18901).get("/v1/functions").statusCode())
                .isEqualTo(403);
    }
}
