package io.berth.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** What {@code contracts/} says about facts: which types there are on which topics, and how each looks. */
final class Contracts {

    private static final List<String> REQUIRED =
            List.of("ce_id", "ce_source", "ce_specversion", "ce_type", "ce_subject", "ce_time", "ce_project");

    private static final Map<String, JsonSchema> SCHEMAS = new ConcurrentHashMap<>();

    private Contracts() {}

    /** Types by the topic that carries them, from the AsyncAPI document. */
    static Map<String, Set<String>> types() {
        try (InputStream document = open("asyncapi.yaml")) {
            JsonNode api = new YAMLMapper().readTree(document);
            Map<String, Set<String>> found = new TreeMap<>();
            for (JsonNode channel : api.get("channels")) {
                Set<String> types = new TreeSet<>();
                channel.get("messages")
                        .forEach(message ->
                                types.add(api.at(message.get("$ref").asText().substring(1))
                                        .get("name")
                                        .asText()));
                found.put(channel.get("address").asText(), types);
            }
            return found;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** In what the record breaks its contract; empty when it is as promised. */
    static List<String> violations(Fact fact) {
        List<String> found = new ArrayList<>();
        REQUIRED.stream()
                .filter(header -> fact.headers().get(header) == null)
                .forEach(header -> found.add(fact + " has no header " + header));
        if (fact.type() == null) {
            return found;
        }
        if (!types().getOrDefault(fact.topic(), Set.of()).contains(fact.type())) {
            found.add(fact + " does not belong on " + fact.topic());
        }
        if (fact.data() != null) {
            SCHEMAS.computeIfAbsent(fact.type(), Contracts::schema)
                    .validate(fact.data())
                    .forEach(message -> found.add(fact + ": " + message.getMessage()));
        }
        return found;
    }

    private static JsonSchema schema(String type) {
        String path = "schemas/" + type + ".json";
        try (InputStream schema = open(path)) {
            return JsonSchemaFactory.getInstance(VersionFlag.V202012)
                    .getSchema(SchemaLocation.of("https://berth.test/" + path), new ObjectMapper().readTree(schema));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static InputStream open(String path) {
        InputStream found = Contracts.class.getClassLoader().getResourceAsStream(path);
        if (found == null) {
            throw new AssertionError("contracts has no " + path);
        }
        return found;
    }
}
