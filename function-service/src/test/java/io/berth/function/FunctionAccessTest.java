package io.berth.function;

import static java.util.Map.entry;

import io.berth.test.Access;
import io.berth.test.AccessSuite;
import io.berth.test.BerthStack;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;

/** The listener for instances has an access test of its own, {@code RuntimeAccessTest}. */
@QuarkusTest
@QuarkusTestResource(BerthStack.class)
class FunctionAccessTest extends AccessSuite {
    @Override
    protected Map<String, Access> access() {
        return Map.ofEntries(
                entry("GET /v1/functions", Access.VIEWER),
                entry("POST /v1/functions", Access.OPERATOR),
                entry("GET /v1/functions/{ref}", Access.VIEWER),
                entry("PATCH /v1/functions/{ref}", Access.OPERATOR),
                entry("DELETE /v1/functions/{ref}", Access.OPERATOR),
                entry("PUT /v1/functions/{ref}/code", Access.OPERATOR),
                entry("POST /v1/functions/{ref}/invocations", Access.OPERATOR),
                entry("GET /v1/functions/{ref}/invocations/{requestId}", Access.VIEWER),
                entry("GET /v1/usage", Access.VIEWER));
    }
}
