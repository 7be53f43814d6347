package io.berth.test;

import static io.berth.test.SampledApi.caller;
import static io.berth.test.SampledApi.freshName;
import static io.berth.test.SampledApi.location;
import static io.berth.test.SampledApi.problem;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.test.ConventionsSuite.Rule;
import java.util.List;

/** Entity tags and merge patches, for items that have them. */
final class VersionRules {
    private static final String STALE = "\"no-such-version\"";

    static final List<Rule> RULES = List.of(
            new Rule("an unchanged resource is not sent again", VersionRules::notModified),
            new Rule("a patch of a stale version is refused", VersionRules::stalePatch),
            new Rule("a patch of the current version makes a new one", VersionRules::patch),
            new Rule("a patch may only name known fields", VersionRules::unknownField),
            new Rule("a deletion of a stale version is refused", VersionRules::staleDelete));

    private VersionRules() {}

    private static void notModified(SampledApi api) {
        var made = api.create(freshName());
        if (!api.itemOffers("GET", made)) {
            return;
        }
        var tag = caller().get(location(made)).header("ETag");
        assertThat(tag).isNotNull();
        var again = caller().header("If-None-Match", tag).get(location(made));
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.asString()).isEmpty();
    }

    private static void stalePatch(SampledApi api) {
        var made = api.create(freshName());
        if (api.itemOffers("PATCH", made)) {
            var patch = api.sample().patch().orElse("{}");
            problem(caller().header("If-Match", STALE).body(patch).patch(location(made)), 412);
        }
    }

    private static void patch(SampledApi api) {
        var made = api.create(freshName());
        if (!api.itemOffers("PATCH", made)) {
            return;
        }
        var patch = api.sample().patch();
        assertThat(patch)
                .as("a patch in the sample of a collection whose items take PATCH")
                .isPresent();
        var before = caller().get(location(made)).header("ETag");
        var changed = caller().contentType("application/merge-patch+json")
                .header("If-Match", before)
                .header("Prefer", "wait=30")
                .body(patch.get())
                .patch(location(made));
        assertThat(changed.statusCode()).as(changed.asString()).isIn(200, 202);
        assertThat(caller().get(location(made)).header("ETag")).isNotEqualTo(before);
    }

    private static void unknownField(SampledApi api) {
        var made = api.create(freshName());
        if (api.itemOffers("PATCH", made)) {
            problem(caller().body("{\"thisFieldIsUnknown\": 1}").patch(location(made)), 400);
            problem(caller().body("[]").patch(location(made)), 400);
        }
    }

    private static void staleDelete(SampledApi api) {
        var made = api.create(freshName());
        if (api.itemOffers("DELETE", made)) {
            problem(caller().header("If-Match", STALE).delete(location(made)), 412);
        }
    }
}
