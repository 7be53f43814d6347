package io.berth.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.Json;
import jakarta.json.JsonValue;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Validator;
import java.io.StringReader;

/** JSON Merge Patch (RFC 7396) on records. */
@ApplicationScoped
public class MergePatch {
    /** Media type of RFC 7396; endpoints also take {@code application/json}. */
    public static final String MEDIA_TYPE = "application/merge-patch+json";

    private final ObjectMapper json;
    private final Validator validator;

    MergePatch(ObjectMapper json, Validator validator) {
        this.json = json;
        this.validator = validator;
    }

    /**
     * A member that is {@code null} in the patch is removed, an object is merged, everything else replaces.
     *
     * @param patch the request body
     * @param current what can be patched, as it is; all that the patch may name and nothing else
     * @return the patched value, which satisfies the shape's constraints
     * @throws ProblemException 400 when the patch is no object, or names an unknown field
     * @throws ConstraintViolationException when the result breaks a constraint (422)
     */
    public <T> T apply(JsonNode patch, T current, Class<T> shape) {
        if (patch == null || !patch.isObject()) {
            throw new ProblemException(PlatformError.MALFORMED_BODY, "A merge patch is a JSON object.");
        }
        var merged = Json.createMergePatch(value(patch)).apply(value(json.valueToTree(current)));
        var result = read(merged, shape);
        var violations = validator.validate(result);
        if (!violations.isEmpty()) {
            throw new ConstraintViolationException(violations);
        }
        return result;
    }

    private <T> T read(JsonValue merged, Class<T> shape) {
        try {
            return json.readValue(merged.toString(), shape);
        } catch (JsonProcessingException unfitting) {
            throw JsonProblems.of(unfitting);
        }
    }

    private static JsonValue value(JsonNode node) {
        try (var reader = Json.createReader(new StringReader(node.toString()))) {
            return reader.readValue();
        }
    }
}
