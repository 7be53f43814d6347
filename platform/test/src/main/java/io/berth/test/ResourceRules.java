package io.berth.test;

import static io.berth.test.SampledApi.caller;
import static io.berth.test.SampledApi.freshName;
import static io.berth.test.SampledApi.location;
import static io.berth.test.SampledApi.problem;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.test.ConventionsSuite.Rule;
import java.time.Instant;
import java.util.List;

/** What a resource is, who sees it, and how it comes and goes. */
final class ResourceRules {
    static final List<Rule> RULES = List.of(
            new Rule("a creation that is not waited for is accepted", ResourceRules::accepted),
            new Rule("a creation that is waited for answers with the resource", ResourceRules::created),
            new Rule("a resource is found by its id and by its name", ResourceRules::references),
            new Rule("a name that is taken is refused", ResourceRules::nameTaken),
            new Rule("what does not exist is not found", ResourceRules::missing),
            new Rule("a deletion that is waited for leaves nothing", ResourceRules::deleted),
            new Rule("another project sees and touches nothing of it", ResourceRules::otherProject),
            new Rule("a method that is not offered is refused", ResourceRules::methods));

    private ResourceRules() {}

    private static void accepted(SampledApi api) {
        var answer = api.post(api.sample().body(freshName()));
        assertThat(answer.statusCode())
                .as(answer.asString())
                .isEqualTo(api.sample().isAtOnce() ? 201 : 202);
        location(answer);
        assertThat(answer.jsonPath().getString("id")).isNotBlank();
    }

    private static void created(SampledApi api) {
        var name = freshName();
        var answer = api.create(name);
        var body = answer.jsonPath();
        location(answer);
        assertThat(answer.header("ETag")).matches("\"[^\"]+\"");
        assertThat(body.getString("id")).matches("[a-z]+_[0-9a-z]+");
        assertThat(body.getString("project")).isEqualTo(Tokens.PROJECT);
        assertThat(body.getString("status")).isNotBlank();
        assertThat(body.getMap("")).containsKeys("labels", "statusReason");
        assertThat(Instant.parse(body.getString("createdAt"))).isBeforeOrEqualTo(Instant.now());
        assertThat(Instant.parse(body.getString("updatedAt"))).isBeforeOrEqualTo(Instant.now());
        if (api.sample().named()) {
            assertThat(body.getString("name")).isEqualTo(name);
        }
    }

    private static void references(SampledApi api) {
        var name = freshName();
        var made = api.create(name);
        if (!api.itemOffers("GET", made)) {
            return;
        }
        var id = made.jsonPath().getString("id");
        assertThat(location(made)).endsWith(id);
        assertThat(caller().get(location(made)).jsonPath().getString("id")).isEqualTo(id);
        if (api.sample().named() && location(made).startsWith(api.path())) {
            assertThat(caller().get(api.path() + "/" + name).jsonPath().getString("id"))
                    .isEqualTo(id);
        }
    }

    private static void nameTaken(SampledApi api) {
        if (!api.sample().named()) {
            return;
        }
        var name = freshName();
        api.create(name);
        var answer = api.post(api.sample().body(name));
        problem(answer, 409);
        assertThat(answer.jsonPath().getString("code")).endsWith("NAME_TAKEN");
    }

    private static void missing(SampledApi api) {
        var made = api.create(freshName());
        var nothing = location(made).replaceFirst("[^/]+$", "nothing-here");
        for (var method : List.of("GET", "PATCH", "DELETE")) {
            if (api.itemOffers(method, made)) {
                var request = method.equals("PATCH") ? caller().body("{}") : caller();
                var answer = request.request(method, nothing);
                problem(answer, 404);
                assertThat(answer.jsonPath().getString("code")).endsWith("_NOT_FOUND");
            }
        }
    }

    private static void deleted(SampledApi api) {
        var made = api.create(freshName());
        if (!api.itemOffers("DELETE", made)) {
            return;
        }
        var answer = caller().header("Prefer", "wait=30").delete(location(made));
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(204);
        if (api.itemOffers("GET", made)) {
            problem(caller().get(location(made)), 404);
        }
    }

    private static void otherProject(SampledApi api) {
        var made = api.create(freshName());
        var id = made.jsonPath().getString("id");
        var stranger = Tokens.of("elsewhere", "admin");
        for (var method : List.of("GET", "PATCH", "DELETE")) {
            if (api.itemOffers(method, made)) {
                var request = method.equals("PATCH") ? caller(stranger).body("{}") : caller(stranger);
                problem(request.request(method, location(made)), 404);
            }
        }
        if (api.itemOffers("GET", made)) {
            assertThat(caller(Tokens.service()).get(location(made)).statusCode())
                    .isEqualTo(200);
            assertThat(caller(stranger)
                            .header("Berth-Project", Tokens.PROJECT)
                            .get(location(made))
                            .statusCode())
                    .isEqualTo(200);
        }
        if (api.lists()) {
            var listed = caller(stranger).get(api.path());
            assertThat(listed.asString()).doesNotContain(id);
        }
    }

    private static void methods(SampledApi api) {
        for (var method : List.of("PUT", "PATCH", "DELETE")) {
            if (!api.offers(method, api.path())) {
                problem(caller().body("{}").request(method, api.path()), 405);
            }
        }
    }
}
