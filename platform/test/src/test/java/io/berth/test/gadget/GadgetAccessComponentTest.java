package io.berth.test.gadget;

import static java.util.Map.entry;

import io.berth.test.Access;
import io.berth.test.AccessSuite;
import io.berth.test.BerthStack;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;

@QuarkusTest
@QuarkusTestResource(BerthStack.class)
class GadgetAccessComponentTest extends AccessSuite {
    @Override
    protected Map<String, Access> access() {
        return Map.ofEntries(
                entry("POST /v1/gadgets", Access.OPERATOR),
                entry("GET /v1/gadgets", Access.VIEWER),
                entry("GET /v1/gadgets/{ref}", Access.VIEWER),
                entry("PATCH /v1/gadgets/{ref}", Access.OPERATOR),
                entry("DELETE /v1/gadgets/{ref}", Access.OPERATOR),
                entry("GET /raw/signs/:sign", Access.PUBLIC));
    }
}
