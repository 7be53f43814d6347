package io.berth.test;

import static io.berth.test.SampledApi.caller;
import static io.berth.test.SampledApi.freshName;
import static io.berth.test.SampledApi.problem;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.test.ConventionsSuite.Rule;
import io.restassured.response.Response;
import java.util.List;

/** What a request body may be. */
final class BodyRules {
    static final List<Rule> RULES = List.of(
            new Rule("an unknown field is refused", BodyRules::unknownField),
            new Rule("a duplicate field is refused", BodyRules::duplicateField),
            new Rule("a body that is no JSON is refused", BodyRules::malformed),
            new Rule("a missing body is refused", BodyRules::missing),
            new Rule("a body of over a mebibyte is refused", BodyRules::tooLarge),
            new Rule("a body of another media type is refused", BodyRules::mediaType),
            new Rule("a NUL in a text is refused", BodyRules::nul),
            new Rule("a name that is no DNS label is refused", BodyRules::names),
            new Rule("the sample's invalid bodies are refused", BodyRules::invalid));

    private static final List<String> NO_NAMES =
            List.of("", "Upper", "under_score", "-first", "last-", "dotted.name", "x".repeat(64), "ü", "a b");

    private BodyRules() {}

    private static void unknownField(SampledApi api) {
        var answer = api.post(with(api.sample().body(freshName()), "\"thisFieldIsUnknown\": 1"));
        problem(answer, 400);
        assertThat(answer.jsonPath().getString("code")).isEqualTo("UNKNOWN_FIELD");
        assertThat(answer.jsonPath().getString("errors[0].field")).isEqualTo("thisFieldIsUnknown");
    }

    private static void duplicateField(SampledApi api) {
        var answer = api.post(with(api.sample().body(freshName()), "\"labels\": {}, \"labels\": {}"));
        problem(answer, 400);
        assertThat(answer.jsonPath().getString("code")).isIn("DUPLICATE_FIELD", "UNKNOWN_FIELD");
    }

    private static void malformed(SampledApi api) {
        problem(api.post("{\"name\": "), 400);
        problem(api.post("[]"), 400);
    }

    private static void missing(SampledApi api) {
        var answer = caller().post(api.path());
        problem(answer, answer.statusCode());
        assertThat(answer.statusCode()).isIn(400, 422);
    }

    private static void tooLarge(SampledApi api) {
        var answer = api.post(
                with(api.sample().body(freshName()), "\"labels\": {\"a\": \"" + "x".repeat(1_100_000) + "\"}"));
        problem(answer, 413);
    }

    private static void mediaType(SampledApi api) {
        problem(caller().contentType("text/plain").body("name=x").post(api.path()), 415);
    }

    private static void nul(SampledApi api) {
        var escape = "\\u0000";
        nulRefused(api.post(with(api.sample().body(freshName()), "\"labels\": {\"a\": \"b" + escape + "\"}")));
        nulRefused(api.post(with(api.sample().body(freshName()), "\"labels\": {\"a" + escape + "\": \"b\"}")));
        if (api.offers("GET", api.path() + "/any")) {
            problem(caller().urlEncodingEnabled(false).get(api.path() + "/a%00b"), 400);
        }
        if (api.lists()) {
            problem(caller().urlEncodingEnabled(false).get(api.path() + "?label=a=b%00"), 400);
        }
    }

    private static void nulRefused(Response answer) {
        problem(answer, 400);
        assertThat(answer.jsonPath().getString("code")).isEqualTo("NUL_CHARACTER");
    }

    private static void names(SampledApi api) {
        if (!api.sample().named()) {
            return;
        }
        for (var name : NO_NAMES) {
            var answer = api.post(api.sample().body(name));
            problem(answer, 422);
            assertThat(answer.jsonPath().getList("errors.field", String.class))
                    .as(name)
                    .contains("name");
        }
    }

    private static void invalid(SampledApi api) {
        api.sample().invalid().forEach((what, body) -> {
            var answer = api.post(body.apply(freshName()));
            assertThat(answer.statusCode()).as(what + ": " + answer.asString()).isIn(400, 409, 422);
            problem(answer, answer.statusCode());
        });
    }

    private static String with(String object, String member) {
        var end = object.lastIndexOf('}');
        return object.substring(0, end) + ", " + member + "}";
    }
}
