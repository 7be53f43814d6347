package io.berth.image;

import io.berth.test.BerthStack;
import io.berth.test.ConventionsSuite;
import io.berth.test.Sample;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;

/** Builds; repositories come from pushes. */
@QuarkusTest
@QuarkusTestResource(BerthStack.class)
class ImageConventionsTest extends ConventionsSuite {
    @Override
    protected List<Sample> samples() {
        return List.of(Sample.of(
                        "/v1/builds", name -> "{\"tag\":\"default/%s:1\",\"dockerfile\":\"FROM x\"}".formatted(name))
                .unnamed()
                .invalid("no tag", name -> "{\"dockerfile\":\"FROM x\"}")
                .invalid("no Dockerfile", name -> "{\"tag\":\"default/x:1\"}")
                .invalid("another project's tag", name -> "{\"tag\":\"other/x:1\",\"dockerfile\":\"FROM x\"}")
                .invalid("a tag that is none", name -> "{\"tag\":\"default/X:1\",\"dockerfile\":\"FROM x\"}")
                .invalid("a tag without a project", name -> "{\"tag\":\"x:1\",\"dockerfile\":\"FROM x\"}")
                .invalid("Git", name -> "{\"tag\":\"default/x:1\",\"git\":\"https://example.org/x.git\"}")
                .invalid("a frontend of anybody's", name -> with("\"dockerfile\":\"# syntax=evil/frontend\\nFROM x\""))
                .invalid("an option as a target", name -> with("\"dockerfile\":\"FROM x\",\"target\":\"--push\""))
                .invalid("another platform", name -> with("\"dockerfile\":\"FROM x\",\"platforms\":[\"linux/s390x\"]"))
                .invalid(
                        "two platforms",
                        name -> with("\"dockerfile\":\"FROM x\",\"platforms\":[\"linux/amd64\",\"linux/arm64\"]"))
                .invalid(
                        "an argument that steers the builder",
                        name -> with("\"dockerfile\":\"FROM x\",\"buildArgs\":{\"BUILDKIT_SYNTAX\":\"evil/x\"}"))
                .invalid(
                        "an argument that is no name",
                        name -> with("\"dockerfile\":\"FROM x\",\"buildArgs\":{\"a=b\":\"c\"}")));
    }

    private static String with(String fields) {
        return "{\"tag\":\"default/x:1\"," + fields + "}";
    }

    @Override
    protected Map<String, String> actions() {
        return Map.of(
                "/token", "the protocol's exchange of tokens",
                "/v2/{path}", "only says that there is nothing",
                "/v2/{name}/blobs/uploads{slash}", "the protocol's uploads, which have a life of their own");
    }
}
