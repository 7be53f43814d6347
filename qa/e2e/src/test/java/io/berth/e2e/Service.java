package io.berth.e2e;

import static io.restassured.RestAssured.given;

import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.awaitility.core.ConditionTimeoutException;

/** One service's API, as one caller sees it. */
final class Service {

    private static final int LARGEST_PAGE = 500;

    /** Services are killed on purpose; each failed attempt need not be told. Held, because loggers are not. */
    private static final Logger HTTP_CLIENT = Logger.getLogger("org.apache.http");

    /** Bodies go out as they are, whatever their type is called. */
    static final RestAssuredConfig PLAIN = RestAssuredConfig.config()
            .encoderConfig(EncoderConfig.encoderConfig()
                    .appendDefaultContentCharsetToContentTypeIfUndefined(false)
                    .encodeContentTypeAs("application/vnd.docker.distribution.manifest.v2+json", ContentType.TEXT)
                    .encodeContentTypeAs("application/vnd.oci.image.manifest.v1+json", ContentType.TEXT));

    static {
        HTTP_CLIENT.setLevel(Level.WARNING);
    }

    private final String name;
    private final String url;
    private final String token;

    Service(String name, String token) {
        this.name = name;
        this.url = Suite.url(name);
        this.token = token;
    }

    Response get(String path) {
        return request().get(url + path);
    }

    /** The resource, which must be there. */
    JsonPath require(String path) {
        return expect(get(path), 200, "GET " + path);
    }

    void awaitReady(String path) {
        Eventually.within(
                120, path + " is ready", () -> "READY".equals(require(path).getString("status")));
    }

    void awaitGone(String path) {
        Eventually.within(120, path + " is gone", () -> get(path).statusCode() == 404);
    }

    boolean has(String path) {
        return get(path).statusCode() == 200;
    }

    /** Everything on the list, over all its pages. */
    List<Map<String, Object>> list(String path) {
        List<Map<String, Object>> items = new ArrayList<>();
        String cursor = null;
        do {
            String page = path + (path.contains("?") ? "&" : "?") + "limit=" + LARGEST_PAGE;
            JsonPath answer = require(cursor == null ? page : page + "&cursor=" + cursor);
            items.addAll(answer.getList("items"));
            cursor = answer.getString("next");
        } while (cursor != null);
        return items;
    }

    Response post(String path, Object body) {
        return request()
                .header("Prefer", "wait=60")
                .contentType("application/json")
                .body(body)
                .post(url + path);
    }

    /** Asks for a resource, and waits for nothing. */
    JsonPath ask(String path, Object body) {
        return expect(request().contentType("application/json").body(body).post(url + path), 202, "POST " + path);
    }

    /** Asks for a resource that may be refused; status of the answer. */
    int offer(String path, Object body) {
        return request()
                .contentType("application/json")
                .body(body)
                .post(url + path)
                .statusCode();
    }

    /** Asks for the end of a resource that may not be there; status of the answer. */
    int dismiss(String path) {
        return request().delete(url + path).statusCode();
    }

    /** Asks for the end of a resource, and waits for nothing. */
    void askRemoval(String path) {
        expect(request().delete(url + path), 202, "DELETE " + path);
    }

    /** Makes a resource and waits until it is what it should be. */
    JsonPath create(String path, Object body) {
        return expect(post(path, body), 201, "POST " + path + " " + body);
    }

    Response patch(String path, Object body) {
        return request().contentType("application/merge-patch+json").body(body).patch(url + path);
    }

    Response delete(String path) {
        return request().header("Prefer", "wait=60").delete(url + path);
    }

    /** Removes a resource, and waits until it is gone; fine if it was not there. */
    void remove(String path) {
        var last = new AtomicReference<>("no answer");
        try {
            Eventually.within(120, "DELETE " + path + " at " + name, () -> {
                Response answer = delete(path);
                last.set(answer.statusCode() + " " + answer.body().asString());
                return get(path).statusCode() == 404;
            });
        } catch (ConditionTimeoutException late) {
            throw new AssertionError(late.getMessage() + " Last answer: " + last.get(), late);
        }
    }

    private RequestSpecification request() {
        return given().urlEncodingEnabled(false)
                .header("Authorization", "Bearer " + token)
                .accept("application/json");
    }

    private JsonPath expect(Response answer, int status, String what) {
        if (answer.statusCode() != status) {
            throw new AssertionError(what + " at " + name + " was answered with " + answer.statusCode() + ": "
                    + answer.body().asString());
        }
        return answer.jsonPath();
    }
}
