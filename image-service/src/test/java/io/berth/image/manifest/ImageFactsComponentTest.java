package io.berth.image.manifest;

import static io.berth.image.Registry.sha256;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.image.Registry;
import io.berth.image.oci.MediaTypes;
import io.berth.test.BerthStack;
import io.berth.test.KafkaFacts;
import io.berth.test.Tokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(BerthStack.class)
class ImageFactsComponentTest {
    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    @Test
    void aPushAndADeletionAreToldWithTheRequestThatCausedThem() {
        var name = "default/facts";
        var registry = Registry.with(Tokens.admin(), name);
        var manifest = registry.image("");
        var put = registry.send(
                "PUT",
                "/manifests/1",
                BodyPublishers.ofByteArray(manifest),
                "Content-Type",
                MediaTypes.OCI_MANIFEST,
                "traceparent",
                TRACE);
        assertThat(put.statusCode()).isEqualTo(201);
        registry.putManifest("1", manifest, MediaTypes.OCI_MANIFEST);
        registry.send("DELETE", "/manifests/" + sha256(manifest));

        try (var facts = KafkaFacts.of("berth.image")) {
            facts.await(
                    "deletion of the manifest itself",
                    fact -> fact.type().equals("io.berth.image.deleted.v1")
                            && name.equals(fact.key())
                            && fact.data().get("tag").isNull());
            var ours =
                    facts.all().stream().filter(fact -> name.equals(fact.key())).toList();
            assertThat(ours)
                    .extracting(KafkaFacts.Fact::type)
                    .as("the second push moved no tag")
                    .containsExactly(
                            "io.berth.image.pushed.v1",
                            "io.berth.image.tagged.v1",
                            "io.berth.image.pushed.v1",
                            "io.berth.image.deleted.v1",
                            "io.berth.image.deleted.v1");
            var pushed = ours.getFirst();
            assertThat(pushed.project()).isEqualTo("default");
            assertThat(pushed.correlationId()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
            assertThat(pushed.traceparent()).isEqualTo(TRACE);
            assertThat(pushed.data().get("repository").asText()).isEqualTo(name);
            assertThat(pushed.data().get("tag").asText()).isEqualTo("1");
            assertThat(pushed.data().get("digest").asText()).isEqualTo(sha256(manifest));
            assertThat(pushed.data().get("sizeBytes").asLong()).isEqualTo(manifest.length + 2040);
            facts.requireValid();
        }
    }
}
