package io.berth.scaler;

import static io.restassured.RestAssured.given;

import io.berth.test.BerthStack;
import io.berth.test.ConventionsSuite;
import io.berth.test.Sample;
import io.berth.test.Tokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;

@QuarkusTest
@QuarkusTestResource(BerthStack.class)
class ScalerConventionsTest extends ConventionsSuite {
    private static final String GROUP =
            "{\"name\": \"%s\", \"min\": 0, \"max\": 1, \"desired\": 0, \"template\": {\"image\": \"default/app:1\"}}";

    @Override
    protected List<Sample> samples() {
        return List.of(
                Sample.of("/v1/groups", GROUP::formatted)
                        .patch("{\"max\": 5}")
                        .invalid("max below min", GROUP.replace("\"min\": 0", "\"min\": 2")::formatted)
                        .invalid("another project's image", GROUP.replace("default/app", "other/app")::formatted)
                        .invalid("an image of nobody's", GROUP.replace("default/app:1", "app")::formatted)
                        .invalid(
                                "a pool without a port",
                                GROUP.replace("\"min\"", "\"pool\": \"web\", \"min\"")::formatted)
                        .invalid("no template", "{\"name\": \"%s\"}"::formatted)
                        .invalid(
                                "an unknown zone",
                                GROUP.replace("\"min\"", "\"zones\": [\"moon\"], \"min\"")::formatted),
                Sample.of("/v1/groups/{group}/policies", name -> policy(name, "TARGET_TRACKING", "REQUESTS_PER_TARGET"))
                        .at(ScalerConventionsTest::policies)
                        .atOnce()
                        .patch("{\"target\": 70}")
                        .invalid("an unknown type", name -> policy(name, "CRYSTAL_BALL", "REQUESTS_PER_TARGET"))
                        .invalid("a metric that is not measured", name -> policy(name, "TARGET_TRACKING", "CPU")));
    }

    @Override
    protected Map<String, String> actions() {
        return Map.of(
                "/v1/groups/{ref}/scale", "changes a group",
                "/v1/groups/{ref}/suspend", "changes a group",
                "/v1/groups/{ref}/resume", "changes a group");
    }

    private static String policy(String name, String type, String metric) {
        return "{\"name\": \"%s\", \"type\": \"%s\", \"metric\": \"%s\", \"target\": 50}".formatted(name, type, metric);
    }

    private static String policies() {
        var operator = given().auth().oauth2(Tokens.operator()).contentType("application/json");
        operator.body("{\"name\": \"tracked\", \"min\": 0, \"max\": 1, \"desired\": 0, \"pool\": \"web\","
                        + " \"template\": {\"image\": \"default/app:1\", \"port\": 80}}")
                .post("/v1/groups");
        var id = given().auth()
                .oauth2(Tokens.operator())
                .get("/v1/groups/tracked")
                .jsonPath()
                .getString("id");
        return "/v1/groups/" + id + "/policies";
    }
}
