package io.berth.e2e;

import static io.restassured.RestAssured.given;

import io.restassured.response.Response;

/** One repository over HTTP, as a registry's client sees it. */
final class Registry {

    private static final String TYPES =
            "application/vnd.docker.distribution.manifest.v2+json, application/vnd.oci.image.manifest.v1+json";

    private final String repository;

    Registry(String repository) {
        this.repository = repository;
    }

    /** The manifest of a tag. */
    Response manifest(String tag) {
        Response found = given().header("Authorization", "Bearer " + token())
                .accept(TYPES)
                .get(manifestOf(tag));
        if (found.statusCode() != 200) {
            throw new AssertionError("the manifest of " + tag + " was answered with " + found.statusCode());
        }
        return found;
    }

    /** Puts the manifest under another tag; status of the answer. */
    int put(String tag, Response manifest) {
        return given().header("Authorization", "Bearer " + token())
                .config(Service.PLAIN)
                .contentType(manifest.contentType())
                .body(manifest.asByteArray())
                .put(manifestOf(tag))
                .statusCode();
    }

    /** Begins an upload and sends all of it in one piece; status of the answer to that. */
    int upload(byte[] bytes) {
        String token = token();
        String location = given().header("Authorization", "Bearer " + token)
                .post(Suite.url("image") + "/v2/" + repository + "/blobs/uploads/")
                .header("Location");
        return given().header("Authorization", "Bearer " + token)
                .contentType("application/octet-stream")
                .body(bytes)
                .patch(Suite.url("image") + location)
                .statusCode();
    }

    /** Takes a tag away; status of the answer. */
    int remove(String tag) {
        return Berth.admin().image().dismiss("/v1/repositories/" + repository.replace("/", "%2F") + "/tags/" + tag);
    }

    private String manifestOf(String tag) {
        return Suite.url("image") + "/v2/" + repository + "/manifests/" + tag;
    }

    private String token() {
        return given().auth()
                .preemptive()
                .basic("berth", Suite.adminToken())
                .get(Suite.url("image") + "/token?service=berth&scope=repository:" + repository + ":pull,push")
                .jsonPath()
                .getString("token");
    }
}
