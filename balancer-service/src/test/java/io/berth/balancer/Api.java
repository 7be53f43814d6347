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

    /** Made if it is not there yet. @return its id */
    static String ensure(String collection, String name, String body) {
        var found = operator().get(collection + "/" + name);
        if (found.statusCode() == 200) {
            return found.jsonPath().getString("id");
        }
        return create(collection, body).statusCode(201).extract().path("id");
    }
}
