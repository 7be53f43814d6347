package io.berth.image;

import io.berth.test.BerthStack;
import io.berth.test.ConventionsSuite;
import io.berth.test.Sample;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;

/** Repositories come from pushes: this API creates nothing by POST. */
@QuarkusTest
@QuarkusTestResource(BerthStack.class)
class ImageConventionsTest extends ConventionsSuite {
    @Override
    protected List<Sample> samples() {
        return List.of();
    }

    @Override
    protected Map<String, String> actions() {
        return Map.of(
                "/token", "the protocol's exchange of tokens",
                "/v2/{path}", "only says that there is nothing",
                "/v2/{name}/blobs/uploads{slash}", "the protocol's uploads, which have a life of their own");
    }
}
