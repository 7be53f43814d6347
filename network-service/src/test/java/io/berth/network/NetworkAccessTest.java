package io.berth.network;

import static java.util.Map.entry;

import io.berth.test.Access;
import io.berth.test.AccessSuite;
import io.berth.test.BerthStack;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;

@QuarkusTest
@QuarkusTestResource(BerthStack.class)
class NetworkAccessTest extends AccessSuite {
    @Override
    protected Map<String, Access> access() {
        return Map.ofEntries(
                entry("GET /v1/networks", Access.VIEWER),
                entry("POST /v1/networks", Access.OPERATOR),
                entry("GET /v1/networks/{ref}", Access.VIEWER),
                entry("PATCH /v1/networks/{ref}", Access.OPERATOR),
                entry("DELETE /v1/networks/{ref}", Access.OPERATOR),
                entry("GET /v1/networks/{network}/endpoints", Access.VIEWER),
                entry("POST /v1/networks/{network}/endpoints", Access.OPERATOR),
                entry("GET /v1/networks/{network}/endpoints/{ref}", Access.VIEWER),
                entry("DELETE /v1/networks/{network}/endpoints/{ref}", Access.OPERATOR));
    }
}
