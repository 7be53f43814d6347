package io.berth.console;

import static java.util.Map.entry;

import io.berth.test.Access;
import io.berth.test.AccessSuite;
import io.berth.test.BerthStack;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;

@QuarkusTest
@QuarkusTestResource(BerthStack.class)
class ConsoleAccessComponentTest extends AccessSuite {

    @Override
    protected Map<String, Access> access() {
        return Map.ofEntries(
                entry("GET /v1/events", Access.VIEWER),
                entry("GET /v1/events/{id}", Access.VIEWER),
                entry("GET /v1/events/{id}/tree", Access.VIEWER),
                entry("GET /v1/services", Access.VIEWER),
                // The services behind it decide, by the token that it passes on.
                entry("ANY /api/", Access.PUBLIC));
    }
}
