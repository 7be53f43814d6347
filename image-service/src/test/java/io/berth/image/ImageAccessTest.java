package io.berth.image;

import static io.berth.test.Access.OPERATOR;
import static io.berth.test.Access.REGISTRY;
import static io.berth.test.Access.VIEWER;

import io.berth.test.Access;
import io.berth.test.AccessSuite;
import io.berth.test.BerthStack;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.HashMap;
import java.util.Map;

/** Who may use what; the registry's own roles are tested where its tokens are. */
@QuarkusTest
@QuarkusTestResource(BerthStack.class)
class ImageAccessTest extends AccessSuite {
    @Override
    protected Map<String, Access> access() {
        var access = new HashMap<String, Access>();
        for (var endpoint : new String[] {
            "GET /token",
            "POST /token",
            "GET /v2",
            "GET /v2/{path}",
            "POST /v2/{path}",
            "PUT /v2/{path}",
            "PATCH /v2/{path}",
            "DELETE /v2/{path}",
            "HEAD /v2/{name}/blobs/{digest}",
            "GET /v2/{name}/blobs/{digest}",
            "DELETE /v2/{name}/blobs/{digest}",
            "POST /v2/{name}/blobs/uploads{slash}",
            "GET /v2/{name}/blobs/uploads/{upload}",
            "PATCH /v2/{name}/blobs/uploads/{upload}",
            "PUT /v2/{name}/blobs/uploads/{upload}",
            "DELETE /v2/{name}/blobs/uploads/{upload}",
            "HEAD /v2/{name}/manifests/{reference}",
            "GET /v2/{name}/manifests/{reference}",
            "PUT /v2/{name}/manifests/{reference}",
            "DELETE /v2/{name}/manifests/{reference}",
            "GET /v2/{name}/tags/list",
            "GET /v2/{name}/referrers/{digest}"
        }) {
            access.put(endpoint, REGISTRY);
        }
        access.put("GET /v1/repositories", VIEWER);
        access.put("GET /v1/repositories/{name}", VIEWER);
        access.put("GET /v1/repositories/{name}/tags", VIEWER);
        access.put("GET /v1/repositories/{name}/manifests/{reference}", VIEWER);
        access.put("DELETE /v1/repositories/{name}/tags/{tag}", OPERATOR);
        access.put("POST /v1/builds", OPERATOR);
        access.put("GET /v1/builds", VIEWER);
        access.put("GET /v1/builds/{id}", VIEWER);
        access.put("DELETE /v1/builds/{id}", OPERATOR);
        access.put("GET /v1/builds/{id}/log", VIEWER);
        return access;
    }
}
