package io.berth.qa.arch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code docs/events.md} is the AsyncAPI document and its schemas, for readers. */
class EventsDocumentTest {
    private final StringBuilder page = new StringBuilder();

    @Test
    void thePageOfFactsIsTheAsyncApiDocument() throws IOException {
        var document = new ObjectMapper(new YAMLFactory()).readTree(resource("asyncapi.yaml"));
        page.append(
                "# Facts\n\n<!-- Generated from contracts/src/main/resources/asyncapi.yaml by EventsDocumentTest. -->\n\n");
        page.append(document.at("/info/description").asText().strip()).append("\n\n");
        page.append("Read them with `GET :8080/v1/events` ([console](console.md)), or from Kafka as the user `watch`. ")
                .append("A name in **bold** is always there.\n");
        var channels = new TreeMap<String, JsonNode>();
        document.path("channels")
                .forEach(channel -> channels.put(channel.path("address").asText(), channel));
        for (var channel : channels.values()) {
            topic(document, channel);
        }

        new WrittenDocument(Path.of("docs", "events.md")).mustBe(page.toString(), "EventsDocumentTest");
    }

    private void topic(JsonNode document, JsonNode channel) throws IOException {
        page.append("\n## `").append(channel.path("address").asText()).append("`\n\n");
        page.append(channel.path("description").asText()).append("\n\n| type | says | fields |\n|---|---|---|\n");
        for (var reference : channel.path("messages")) {
            var message = document.at(reference.path("$ref").asText().substring(1));
            var type = message.path("name").asText();
            var schema = new ObjectMapper().readTree(resource("schemas/" + type + ".json"));
            page.append("| `").append(type).append("` | ");
            page.append(cell(message.path("summary").asText())).append(" | ");
            page.append(fields(schema)).append(" |\n");
        }
    }

    private static String fields(JsonNode schema) {
        Set<String> required = new HashSet<>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        return schema.path("properties")
                .propertyStream()
                .map(field -> (required.contains(field.getKey()) ? "**" + field.getKey() + "**" : field.getKey())
                        + note(field.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String note(JsonNode field) {
        var description = field.path("description").asText();
        return description.isBlank() ? "" : " (" + cell(description) + ")";
    }

    private static String cell(String text) {
        return text.strip().replace("|", "\\|").replace("<", "&lt;").replaceAll("\\s+", " ");
    }

    private static InputStream resource(String path) {
        return EventsDocumentTest.class.getClassLoader().getResourceAsStream(path);
    }
}
