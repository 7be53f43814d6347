package io.berth.image.manifest;

import static io.berth.image.Registry.bytes;
import static io.berth.image.Registry.code;
import static io.berth.image.Registry.header;
import static io.berth.image.Registry.sha256;
import static io.berth.image.Registry.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.image.Registry;
import io.berth.image.oci.MediaTypes;
import io.berth.test.BerthStack;
import io.berth.test.Tokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(BerthStack.class)
class DiscoveryComponentTest {
    private final Registry registry = Registry.with(Tokens.operator(), "default/discovery");

    private List<String> tags(String query) {
        var answer = registry.send("GET", "/tags/list" + query);
        assertThat(answer.statusCode()).isEqualTo(200);
        return JsonPath.from(text(answer)).getList("tags");
    }

    @Test
    void tagsAreSortedByTheirBytesAndCutWhereAsked() {
        var manifest = registry.image("");
        for (var tag : new String[] {"b", "a", "B", "_x", "10", "9"}) {
            registry.putManifest(tag, manifest, MediaTypes.OCI_MANIFEST);
        }

        assertThat(tags("")).containsExactly("10", "9", "B", "_x", "a", "b");
        assertThat(tags("?last=B")).containsExactly("_x", "a", "b");
        assertThat(tags("?n=0")).isEmpty();
        assertThat(tags("?n=2&last=nothing-like-it")).isEmpty();
        var none = registry.send("GET", "/tags/list?n=0");
        assertThat(none.headers().firstValue("Link")).isEmpty();
        assertThat(text(none)).contains("\"tags\":[]");
    }

    @Test
    void pagesLinkToTheNextUntilTheLast() {
        var paged = Registry.with(Tokens.operator(), "default/paged");
        var manifest = paged.image("");
        for (int i = 0; i < 5; i++) {
            paged.putManifest("v" + i, manifest, MediaTypes.OCI_MANIFEST);
        }
        var first = paged.send("GET", "/tags/list?n=2");
        assertThat(header(first, "Link")).isEqualTo("</v2/default/paged/tags/list?n=2&last=v1>; rel=\"next\"");
        var last = paged.send("GET", "/tags/list?n=2&last=v2");
        assertThat(text(last)).contains("[\"v3\",\"v4\"]");
        assertThat(last.headers().firstValue("Link")).isEmpty();
    }

    @Test
    void nonsenseInAListIsRefused() {
        assertThat(code(registry.send("GET", "/tags/list?n=many"))).isEqualTo("PAGINATION_NUMBER_INVALID");
        assertThat(code(Registry.with(Tokens.viewer(), "default/nowhere").send("GET", "/tags/list")))
                .isEqualTo("NAME_UNKNOWN");
    }

    @Test
    void aRepositoryOfBlobsOnlyHasNoTags() {
        var empty = Registry.with(Tokens.operator(), "default/blobs-only");
        empty.push(bytes(10));

        assertThat(text(empty.send("GET", "/tags/list"))).contains("\"tags\":[]");
    }

    @Test
    void referrersOfAnythingAreAnIndex() {
        for (var repository : new String[] {"default/discovery", "default/never-seen"}) {
            var answer = Registry.with(Tokens.viewer(), repository).send("GET", "/referrers/" + sha256(bytes(8)));
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(header(answer, "Content-Type")).isEqualTo(MediaTypes.OCI_INDEX);
            assertThat(JsonPath.from(text(answer)).getList("manifests")).isEmpty();
        }
        assertThat(registry.send("GET", "/referrers/nonsense").statusCode()).isEqualTo(400);
    }

    @Test
    void referrersAreFoundByTheirSubjectAndFilteredByType() {
        var subject = sha256(bytes(100));
        var fields = ",\"subject\":{\"mediaType\":\"" + MediaTypes.OCI_MANIFEST + "\",\"digest\":\"" + subject
                + "\",\"size\":100},\"annotations\":{\"org.example\":\"yes\"}";
        var signature = registry.image(fields + ",\"artifactType\":\"application/x-signature\"");
        var put = registry.putManifest(sha256(signature), signature, MediaTypes.OCI_MANIFEST);
        assertThat(header(put, "OCI-Subject")).isEqualTo(subject);
        var plain = registry.image(fields);
        registry.putManifest(sha256(plain), plain, MediaTypes.OCI_MANIFEST);

        var all = JsonPath.from(text(registry.send("GET", "/referrers/" + subject)));
        assertThat(all.getList("manifests.digest")).containsExactlyInAnyOrder(sha256(signature), sha256(plain));
        assertThat(all.getString("manifests.find { it.digest == '" + sha256(plain) + "' }.artifactType"))
                .isEqualTo("application/vnd.oci.image.config.v1+json");
        assertThat(all.getString("manifests[0].annotations.'org.example'")).isEqualTo("yes");

        var filtered = registry.send("GET", "/referrers/" + subject + "?artifactType=application/x-signature");
        assertThat(header(filtered, "OCI-Filters-Applied")).isEqualTo("artifactType");
        assertThat(JsonPath.from(text(filtered)).getList("manifests.digest")).containsExactly(sha256(signature));
    }

    private String subjectWith(Registry into, int referrers, String moreFields) {
        var subject = sha256(bytes(100));
        for (int i = 0; i < referrers; i++) {
            var manifest = into.image(",\"subject\":{\"mediaType\":\"" + MediaTypes.OCI_MANIFEST + "\",\"digest\":\""
                    + subject + "\",\"size\":100}" + moreFields);
            var put = into.putManifest(sha256(manifest), manifest, MediaTypes.OCI_MANIFEST);
            assertThat(put.statusCode()).as(text(put)).isEqualTo(201);
        }
        return subject;
    }

    /** The digests on each page, as a client finds them that follows the links. */
    private static List<List<String>> pages(Registry registry, String path) {
        var pages = new ArrayList<List<String>>();
        var next = Optional.of("/v2/default/referred" + path);
        while (next.isPresent()) {
            var answer = registry.follow("GET", next.get(), BodyPublishers.noBody());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(header(answer, "Content-Type")).isEqualTo(MediaTypes.OCI_INDEX);
            assertThat(answer.body()).hasSizeLessThan(4 * 1024 * 1024);
            assertThat(answer.headers().firstValue("OCI-Filters-Applied").isPresent())
                    .isEqualTo(path.contains("artifactType"));
            pages.add(JsonPath.from(text(answer)).getList("manifests.digest"));
            next = answer.headers().firstValue("Link").map(link -> {
                assertThat(link).matches("<[^>]+>; rel=\"next\"");
                return link.substring(1, link.indexOf('>'));
            });
        }
        return pages;
    }

    @Test
    void referrersComeInPagesThatKeepTheFilter() {
        var referred = Registry.with(Tokens.operator(), "default/referred");
        var subject = subjectWith(referred, 3, ",\"artifactType\":\"application/x+a b\"");
        var all = pages(referred, "/referrers/" + subject);
        assertThat(all).singleElement().satisfies(page -> assertThat(page).hasSize(3));

        var filtered = pages(referred, "/referrers/" + subject + "?n=2&artifactType=application%2Fx%2Ba%20b");
        assertThat(filtered).extracting(List::size).containsExactly(2, 1);
        assertThat(filtered.stream().flatMap(List::stream)).containsExactlyElementsOf(all.getFirst());
        assertThat(pages(referred, "/referrers/" + subject + "?n=1")).hasSize(3);
        assertThat(pages(referred, "/referrers/" + subject + "?n=1&artifactType=application/other"))
                .containsExactly(List.of());
        assertThat(pages(referred, "/referrers/" + subject + "?n=0")).containsExactly(List.of());
        assertThat(code(referred.send("GET", "/referrers/" + subject + "?n=-1")))
                .isEqualTo("PAGINATION_NUMBER_INVALID");
    }

    @Test
    void referrersWithLargeAnnotationsComeOnMorePages() {
        var referred = Registry.with(Tokens.operator(), "default/referred");
        var large = ",\"annotations\":{\"a\":\"" + "x".repeat(900_000) + "\"}";
        var subject = subjectWith(referred, 3, large);
        var huge = ",\"annotations\":{\"a\":\"" + "x".repeat(3_000_000) + "\"}";

        assertThat(pages(referred, "/referrers/" + subject))
                .extracting(List::size)
                .containsExactly(2, 1);
        assertThat(pages(referred, "/referrers/" + subjectWith(referred, 2, huge)))
                .extracting(List::size)
                .containsExactly(1, 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/tags/list?last=%00", "/tags/list%00", "/referrers/%00", "/manifests/a%00"})
    void anAddressWithANulIsRefused(String path) {
        var answer = registry.send("GET", path);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(code(answer)).isEqualTo("UNSUPPORTED");
        var filter = registry.send("GET", "/referrers/" + sha256(bytes(3)) + "?artifactType=%00");
        assertThat(filter.statusCode()).isEqualTo(400);
    }

    @Test
    void thereIsNoCatalogueOfAllRepositories() {
        var answer = registry.follow("GET", "/v2/_catalog", BodyPublishers.noBody());

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(code(answer)).isEqualTo("UNSUPPORTED");
    }
}
