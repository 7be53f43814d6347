package io.berth.qa.arch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.berth.outbox.FactType;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The facts in the code, the schemas and the AsyncAPI document are the same ones. */
class ContractsTest {
    /** State and samples are published without a fact's annotation. */
    private static final Map<String, String> OTHERS = Map.of(
            "io.berth.network.state.v1", "berth.network-state",
            "io.berth.volume.state.v1", "berth.volume-state",
            "io.berth.pool.sampled.v1", "berth.metric",
            "io.berth.group.sampled.v1", "berth.metric");

    private static final Map<String, String> TOPICS = new TreeMap<>(OTHERS);
    private static JsonNode document;

    @BeforeAll
    static void read() throws IOException {
        new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("io.berth").stream()
                        .filter(type -> type.isAnnotatedWith(FactType.class))
                        .map(JavaClass::reflect)
                        .map(type -> type.getAnnotation(FactType.class))
                        .forEach(fact -> TOPICS.put(fact.value(), fact.topic()));
        try (var stream = resource("asyncapi.yaml")) {
            document = new ObjectMapper(new YAMLFactory()).readTree(stream);
        }
    }

    @Test
    void everyTypeHasASchemaThatSaysWhatItIs() throws IOException {
        for (var type : TOPICS.keySet()) {
            try (var stream = resource("schemas/" + type + ".json")) {
                assertThat(stream).as("schema of " + type).isNotNull();
                assertThat(new ObjectMapper()
                                .readTree(stream)
                                .path("description")
                                .asText())
                        .as("description of " + type)
                        .isNotBlank();
            }
        }
    }

    @Test
    void theDocumentNamesEveryTypeAndNoOther() {
        var documented = document.at("/components/messages")
                .valueStream()
                .map(message -> message.path("name").asText())
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(documented).isEqualTo(new TreeSet<>(TOPICS.keySet()));
    }

    @Test
    void everyTypeIsOnItsTopic() {
        for (var channel : document.path("channels")) {
            var topic = channel.path("address").asText();
            channel.path("messages").fieldNames().forEachRemaining(message -> {
                var type =
                        document.at("/components/messages/" + message + "/name").asText();
                assertThat(TOPICS.get(type)).as(type).isEqualTo(topic);
            });
        }
        assertThat(document.path("channels").findValuesAsText("address"))
                .hasSameElementsAs(Set.copyOf(TOPICS.values()));
    }

    private static java.io.InputStream resource(String path) {
        return ContractsTest.class.getClassLoader().getResourceAsStream(path);
    }
}
