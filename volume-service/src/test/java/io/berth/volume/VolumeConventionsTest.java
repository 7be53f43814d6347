package io.berth.volume;

import io.berth.test.BerthStack;
import io.berth.test.ConventionsSuite;
import io.berth.test.Sample;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;

@QuarkusTest
@QuarkusTestResource(BerthStack.class)
class VolumeConventionsTest extends ConventionsSuite {
    @Override
    protected List<Sample> samples() {
        return List.of(Sample.of("/v1/volumes", "{\"name\": \"%s\"}"::formatted)
                .patch("{\"labels\": {\"team\": \"blue\"}}")
                .invalid("a type that is none", "{\"name\": \"%s\", \"type\": \"tape\"}"::formatted)
                .invalid("a mode that is none", tmpfs("{\"mode\": \"rwx\"}")::formatted)
                .invalid("no memory at all", tmpfs("{\"sizeBytes\": 0}")::formatted)
                .invalid("a limit that nobody would watch", "{\"name\": \"%s\", \"softLimitBytes\": 10}"::formatted)
                .invalid("options of another type", "{\"name\": \"%s\", \"tmpfs\": {}}"::formatted));
    }

    private static String tmpfs(String options) {
        return "{\"name\": \"%s\", \"type\": \"tmpfs\", \"tmpfs\": " + options + "}";
    }
}
