package io.berth.test;

import static io.berth.test.SampledApi.caller;
import static io.berth.test.SampledApi.freshName;
import static io.berth.test.SampledApi.problem;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.test.ConventionsSuite.Rule;
import io.restassured.path.json.JsonPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Lists, for collections that have one. */
final class ListRules {
    static final List<Rule> RULES = List.of(
            new Rule("pages show everything once, in order", ListRules::pages),
            new Rule("a limit that is no count is refused, a large one clamped", ListRules::limits),
            new Rule("a cursor that is not ours is refused", ListRules::cursors),
            new Rule("a list is filtered by labels and status", ListRules::filters));

    private ListRules() {}

    private static void pages(SampledApi api) {
        if (!api.lists()) {
            return;
        }
        var made = new ArrayList<String>();
        for (var i = 0; i < 3; i++) {
            made.add(api.create(freshName()).jsonPath().getString("id"));
        }
        var seen = new ArrayList<String>();
        var page = list(api, Map.of("limit", 1));
        while (true) {
            assertThat(page.getList("items")).hasSizeLessThanOrEqualTo(1);
            seen.addAll(page.getList("items.id", String.class));
            var next = page.getString("next");
            if (next == null) {
                break;
            }
            page = list(api, Map.of("limit", 1, "cursor", next));
        }
        assertThat(seen).doesNotHaveDuplicates().isSorted().containsSubsequence(made);
    }

    private static void limits(SampledApi api) {
        if (!api.lists()) {
            return;
        }
        for (var wrong : List.of("0", "-1", "many")) {
            problem(caller().queryParam("limit", wrong).get(api.path()), 400);
        }
        list(api, Map.of("limit", 100_000));
    }

    private static void cursors(SampledApi api) {
        if (api.lists()) {
            problem(caller().queryParam("cursor", "bm90LW91cnM").get(api.path()), 400);
            problem(caller().queryParam("cursor", "???").get(api.path()), 400);
            problem(caller().queryParam("cursor", "MToA").get(api.path()), 400); // "1:" and a NUL
        }
    }

    private static void filters(SampledApi api) {
        if (!api.lists()) {
            return;
        }
        var id = api.create(freshName()).jsonPath().getString("id");
        assertThat(list(api, Map.of("label", "no-such-label=x")).getList("items"))
                .isEmpty();
        problem(caller().queryParam("label", "no-equals-sign").get(api.path()), 400);
        var status = list(api, Map.of("limit", 500)).getString("items.find { it.id == '" + id + "' }.status");
        assertThat(list(api, Map.of("limit", 500, "status", status)).getList("items.id", String.class))
                .contains(id);
        problem(caller().queryParam("status", "NO_SUCH_STATUS").get(api.path()), 400);
    }

    private static JsonPath list(SampledApi api, Map<String, ?> parameters) {
        var answer = caller().queryParams(parameters).get(api.path());
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        return answer.jsonPath();
    }
}
