package io.berth.test;

import static io.berth.test.SampledApi.caller;
import static io.berth.test.SampledApi.freshName;
import static io.berth.test.SampledApi.location;
import static io.berth.test.SampledApi.problem;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.test.ConventionsSuite.Rule;
import io.restassured.response.Response;
import java.util.List;
import java.util.UUID;

/** {@code Idempotency-Key}. */
final class RepetitionRules {
    static final List<Rule> RULES = List.of(
            new Rule("a repeated creation gets the first answer", RepetitionRules::repeated),
            new Rule("a key with another body is refused", RepetitionRules::reused),
            new Rule("a key is one subject's own", RepetitionRules::otherSubject));

    private RepetitionRules() {}

    private static void repeated(SampledApi api) {
        var key = UUID.randomUUID().toString();
        var body = api.sample().body(freshName());
        var first = post(api, Tokens.operator(), key, body);
        var again = post(api, Tokens.operator(), key, body);
        assertThat(first.statusCode()).as(first.asString()).isEqualTo(201);
        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(location(again)).isEqualTo(location(first));
        assertThat(again.asString()).isEqualTo(first.asString());
    }

    private static void reused(SampledApi api) {
        var key = UUID.randomUUID().toString();
        post(api, Tokens.operator(), key, api.sample().body(freshName()));
        var answer = post(api, Tokens.operator(), key, api.sample().body(freshName()));
        problem(answer, 422);
        assertThat(answer.jsonPath().getString("code")).isEqualTo("IDEMPOTENCY_KEY_REUSED");
    }

    private static void otherSubject(SampledApi api) {
        var key = UUID.randomUUID().toString();
        var first = post(api, Tokens.operator(), key, api.sample().body(freshName()));
        var other = post(
                api,
                Tokens.of(Tokens.PROJECT, "operator", "somebody-else"),
                key,
                api.sample().body(freshName()));
        assertThat(other.statusCode()).as(other.asString()).isEqualTo(201);
        assertThat(location(other)).isNotEqualTo(location(first));
    }

    private static Response post(SampledApi api, String token, String key, String body) {
        return api.remember(caller(token)
                .header("Idempotency-Key", key)
                .header("Prefer", "wait=30")
                .body(body)
                .post(api.path()));
    }
}
