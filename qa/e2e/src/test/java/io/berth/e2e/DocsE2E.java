package io.berth.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.path.json.JsonPath;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The documentation's examples do what the documentation says. */
@Order(2)
class DocsE2E {

    /** The image that a reader has. */
    private static final String IMAGE = "default/app:1";

    private final Berth berth = Berth.admin();

    @BeforeAll
    static void theReaderHasAnImage() {
        var docker = new DockerClient().login(Suite.adminToken());
        String reference = Suite.registry() + "/" + IMAGE;
        docker.run("tag", Suite.registry() + "/" + SampleApp.pushed(), reference);
        docker.run("push", "--quiet", reference);
    }

    @BeforeEach
    @AfterEach
    void clear() {
        berth.scaler().remove("/v1/groups/web");
        berth.balancer().remove("/v1/balancers/front");
        berth.balancer().remove("/v1/pools/web");
        berth.network().remove("/v1/networks/web");
        berth.network().remove("/v1/networks/inner");
        berth.volume().remove("/v1/volumes/data");
        berth.volume().remove("/v1/volumes/scratch");
        berth.function().remove("/v1/functions/hello");
    }

    @Test
    void readmeAndTheServicesPagesHaveTestedExamples() {
        assertThat(DocPage.all())
                .extracting(DocPage::toString)
                .contains("README.md")
                .containsAll(Engine.services().stream()
                        .filter(List.of("image", "network", "volume", "balancer", "scaler", "function")::contains)
                        .map(service -> "docs/" + service + "-service.md")
                        .toList());
    }

    /** The page about images takes the tag away in the end. */
    static List<DocPage> pages() {
        return DocPage.all().stream()
                .sorted(Comparator.comparing(page -> page.toString().contains("image")))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void thePagesExamplesDoWhatThePageSays(DocPage page) {
        try (var target = new Backend("documented")) {
            var here = new DocSession(Map.of(
                    "\\b(8000|8088)\\b", Integer.toString(App.freePort()),
                    "\\b9001\\b", Integer.toString(target.port()),
                    "debian:trixie-slim", Suite.baseImage(),
                    "docker tag app(:1)? ", "docker tag " + Suite.registry() + "/" + SampleApp.IMAGE + " "));
            List<DocSession.Output> outputs = here.run(page.commands());
            for (int i = 0; i < outputs.size(); i++) {
                requireAsPromised(page.commands().get(i), outputs.get(i));
            }
            assertThat(outputs).hasSameSizeAs(page.commands());
        }
    }

    /** A header, which {@code curl -i} prints, or a value inside the JSON. */
    private static String found(String path, String out) {
        if (!path.endsWith(":")) {
            return JsonPath.from(out).getString(path);
        }
        return out.lines()
                .filter(line -> line.regionMatches(true, 0, path, 0, path.length()))
                .map(line -> line.substring(path.length()).strip())
                .findFirst()
                .orElse("absent");
    }

    private static void requireAsPromised(DocPage.Command command, DocSession.Output output) {
        String what = command.text() + "\n" + output.out() + output.err();
        assertThat(output.exit()).as(what).isZero();
        if (command.status() != 0) {
            assertThat(output.http()).as(what).isEqualTo(command.status());
        } else {
            assertThat(output.http()).as(what).isLessThan(400);
        }
        command.values()
                .forEach((path, value) -> assertThat(found(path, output.out()))
                        .as("%s of %s", path, what)
                        .isEqualTo(value));
    }
}
