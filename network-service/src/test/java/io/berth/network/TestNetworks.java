package io.berth.network;

import static io.restassured.RestAssured.given;

import io.berth.engine.EngineNetwork;
import io.berth.engine.fake.FakeEngine;
import io.berth.test.Tokens;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;

/** Networks as an operator asks for them, and as the engine has them. */
final class TestNetworks {

    private TestNetworks() {}

    /** Waits until the network is what it will be. */
    static ValidatableResponse create(String body) {
        return operator()
                .header("Prefer", "wait=20")
                .body(body)
                .post("/v1/networks")
                .then();
    }

    static RequestSpecification operator() {
        return given().auth().oauth2(Tokens.operator()).contentType(ContentType.JSON);
    }

    /** The engine's network of that owner, or null. */
    static EngineNetwork onEngine(FakeEngine engine, String id) {
        return engine.networks("network").stream()
                .filter(network -> network.owner().id().equals(id))
                .findFirst()
                .orElse(null);
    }
}
