package io.berth.scaler;

import static java.util.Map.entry;

import io.berth.test.Access;
import io.berth.test.AccessSuite;
import io.berth.test.BerthStack;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;

@QuarkusTest
@QuarkusTestResource(BerthStack.class)
class ScalerAccessTest extends AccessSuite {
    @Override
    protected Map<String, Access> access() {
        return Map.ofEntries(
                entry("GET /v1/groups", Access.VIEWER),
                entry("POST /v1/groups", Access.OPERATOR),
                entry("GET /v1/groups/{ref}", Access.VIEWER),
                entry("PATCH /v1/groups/{ref}", Access.OPERATOR),
                entry("DELETE /v1/groups/{ref}", Access.OPERATOR),
                entry("POST /v1/groups/{ref}/scale", Access.OPERATOR),
                entry("POST /v1/groups/{ref}/suspend", Access.OPERATOR),
                entry("POST /v1/groups/{ref}/resume", Access.OPERATOR),
                entry("GET /v1/groups/{group}/instances", Access.VIEWER),
                entry("GET /v1/groups/{group}/instances/{id}", Access.VIEWER),
                entry("DELETE /v1/groups/{group}/instances/{id}", Access.OPERATOR),
                entry("PUT /v1/groups/{group}/instances/{id}/protection", Access.OPERATOR),
                entry("GET /v1/groups/{group}/policies", Access.VIEWER),
                entry("POST /v1/groups/{group}/policies", Access.OPERATOR),
                entry("GET /v1/groups/{group}/policies/{ref}", Access.VIEWER),
                entry("PATCH /v1/groups/{group}/policies/{ref}", Access.OPERATOR),
                entry("DELETE /v1/groups/{group}/policies/{ref}", Access.OPERATOR),
                entry("GET /v1/groups/{group}/activities", Access.VIEWER));
    }
}
