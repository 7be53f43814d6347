package io.berth.test.gadget;

import io.berth.test.BerthStack;
import io.berth.test.ConventionsSuite;
import io.berth.test.Sample;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;

@QuarkusTest
@QuarkusTestResource(BerthStack.class)
class GadgetConventionsComponentTest extends ConventionsSuite {
    @Override
    protected List<Sample> samples() {
        return List.of(Sample.of("/v1/gadgets", name -> "{\"name\": \"%s\"}".formatted(name))
                .invalid("size below one", name -> "{\"name\": \"%s\", \"size\": 0}".formatted(name))
                .invalid("no such color", name -> "{\"name\": \"%s\", \"color\": \"BLUE\"}".formatted(name))
                .patch("{\"size\": 3, \"rest\": \"500ms\"}"));
    }
}
