package io.berth.engine.docker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A request body without its nulls, which docker-java writes and the engine takes for absent. */
final class SentJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private SentJson() {}

    static JsonNode of(String json) throws JsonProcessingException {
        return withoutNulls(JSON.readTree(json));
    }

    private static JsonNode withoutNulls(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.properties().removeIf(entry -> entry.getValue().isNull());
        }
        node.forEach(SentJson::withoutNulls);
        return node;
    }
}
