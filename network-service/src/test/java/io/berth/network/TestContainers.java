package io.berth.network;

import static io.restassured.RestAssured.given;

import io.berth.engine.ContainerSpec;
import io.berth.engine.Limits;
import io.berth.engine.NetworkAttachment;
import io.berth.engine.Owner;
import io.berth.engine.fake.FakeEngine;
import io.berth.test.Tokens;
import io.restassured.http.ContentType;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Containers and networks that tests attach to each other. */
final class TestContainers {
    private TestContainers() {}

    /** The network of that name in the default project, made when it is missing. Its id. */
    static String network(String name) {
        var operator = given().auth().oauth2(Tokens.operator()).contentType(ContentType.JSON);
        var found = operator.get("/v1/networks/" + name);
        if (found.statusCode() == 200) {
            return found.path("id");
        }
        return operator.header("Prefer", "wait=20")
                .body("{\"name\": \"%s\"}".formatted(name))
                .post("/v1/networks")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    /** A running container of a project on the network with this id. Its name is the given one; returned is its engine id. */
    static String on(FakeEngine engine, String name, String project, String network) {
        return on(engine, name, project, network, "instance");
    }

    static String on(FakeEngine engine, String name, String project, String network, String kind) {
        var engineName = engine.networks("network").stream()
                .filter(one -> one.owner().id().equals(network))
                .findFirst()
                .orElseThrow()
                .name();
        engine.addImage("any:1");
        var id = engine.createContainer(new ContainerSpec(
                new Owner(project, kind, "i_" + name, name, 1),
                name,
                "any:1",
                List.of(),
                List.of(),
                Map.of(),
                List.of(new NetworkAttachment(engineName, List.of(), null)),
                List.of(),
                Limits.DEFAULTS,
                null,
                Duration.ofSeconds(1),
                false,
                null));
        engine.start(id);
        return id;
    }
}
