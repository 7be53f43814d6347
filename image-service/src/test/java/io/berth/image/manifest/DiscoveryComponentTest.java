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
import java.util.List;
import org.junit.jupiter.api.Test;

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
}
