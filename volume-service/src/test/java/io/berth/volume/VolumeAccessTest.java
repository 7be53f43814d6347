package io.berth.volume;

import static java.util.Map.entry;

import io.berth.test.Access;
import io.berth.test.AccessSuite;
import io.berth.test.BerthStack;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;

@QuarkusTest
@QuarkusTestResource(BerthStack.class)
class VolumeAccessTest extends AccessSuite {
    @Override
    protected Map<String, Access> access() {
        return Map.ofEntries(
                entry("GET /v1/volumes", Access.VIEWER),
                entry("POST /v1/volumes", Access.OPERATOR),
                entry("GET /v1/volumes/{ref}", Access.VIEWER),
                entry("PATCH /v1/volumes/{ref}", Access.OPERATOR),
                entry("DELETE /v1/volumes/{ref}", Access.OPERATOR));
    }
}
