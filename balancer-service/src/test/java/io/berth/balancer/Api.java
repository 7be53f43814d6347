package io.berth.balancer;

import static io.restassured.RestAssured.given;

import io.berth.test.Tokens;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;

/** Calls of an operator of project {@code default}. */
final class Api {
    private Api() {}

    static RequestSpecification operator() {
        return given().auth().oauth2(Tokens.operator()).contentType(ContentType.JSON);
    }

    /** Waits for the end. */
    static ValidatableResponse create(String path, String body) {
        return operator().header("Prefer", "wait=20").body(body).post(path).then();
    }

    /** A balancer, a pool and a listener of this name. @return the balancer's id */
    static String front(String name, int port) {
        create("/v1/pools", "{\"name\": \"%s\", \"healthCheck\": {\"interval\": \"200ms\"}}".formatted(name))
                .statusCode(201);
        var id = create("/v1/balancers", "{\"name\": \"%s\"}".formatted(name))
                .statusCode(201)
                .extract()
                .<String>path("id");
        create("/v1/balancers/" + name + "/listeners", listener(name, port, name))
                .statusCode(201);
        return id;
    }

    static String listener(String name, int port, String pool) {
        return "{\"name\": \"%s\", \"protocol\": \"HTTP\", \"port\": %d, \"pool\": \"%s\"}".formatted(name, port, pool);
    }

    static String target(String name, int port) {
        return "{\"name\": \"%s\", \"address\": \"10.9.8.7\", \"port\": %d}".formatted(name, port);
    }

    static ValidatableResponse patch(String path, String body) {
        return operator()
                .contentType("application/merge-patch+json")
                .body(body)
                .patch(path)
                .then()
                .statusCode(200);
    }

    /** Made if it is not there yet. @return its id */
    static String ensure(String collection, String name, String body) {
        var found = operator().get(collection + "/" + name);
        if (found.statusCode() == 200) {
            return found.jsonPath().getString("id");
        }
        return create(collection, body).statusCode(201).extract().path("id");
    }
}
