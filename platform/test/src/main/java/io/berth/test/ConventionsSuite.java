package io.berth.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Tries each convention of Berth's API on each collection of the running application. A service extends it as a
 * {@code @QuarkusTest} and gives a sample of every collection that it takes {@code POST} on; one without a sample fails.
 */
public abstract class ConventionsSuite {
    /** One per collection. */
    protected abstract List<Sample> samples();

    /**
     * Paths with {@code POST} that make no resource.
     *
     * @return the reason by path template
     */
    protected Map<String, String> actions() {
        return Map.of();
    }

    /** A rule and its name, a sentence. */
    record Rule(String name, Consumer<SampledApi> check) {}

    @Test
    void everyCollectionHasASample() {
        var posts = Endpoints.resources().stream()
                .filter(endpoint -> endpoint.method().equals("POST"))
                .map(Endpoint::path)
                .collect(Collectors.toCollection(TreeSet::new));
        var known = samples().stream().map(Sample::collection).collect(Collectors.toCollection(TreeSet::new));
        known.addAll(actions().keySet());

        assertThat(known)
                .as("samples and actions, and the paths that take POST")
                .isEqualTo(posts);
    }

    @Test
    void anUnknownPathIsAProblem() {
        SampledApi.problem(SampledApi.caller().get("/v1/there-is-no-such-path"), 404);
    }

    @TestFactory
    Stream<DynamicContainer> everyCollectionKeepsTheConventions() {
        return samples().stream().map(sample -> dynamicContainer(sample.collection(), tests(sample)));
    }

    private static Stream<DynamicTest> tests(Sample sample) {
        return Stream.of(
                        BodyRules.RULES,
                        ResourceRules.RULES,
                        ListRules.RULES,
                        VersionRules.RULES,
                        RepetitionRules.RULES)
                .flatMap(List::stream)
                .map(rule -> dynamicTest(rule.name(), () -> check(rule, sample)));
    }

    /** Says in the failure itself what failed: reports show no more than that. */
    private static void check(Rule rule, Sample sample) {
        try (var api = new SampledApi(sample, Endpoints.resources())) {
            rule.check().accept(api);
        } catch (AssertionError broken) {
            throw new AssertionError(
                    "%s, %s: %s".formatted(sample.collection(), rule.name(), broken.getMessage()), broken);
        }
    }
}
