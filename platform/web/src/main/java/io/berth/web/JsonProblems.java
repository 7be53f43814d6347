package io.berth.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What is wrong with a JSON body, without Jackson's words: they name classes. */
final class JsonProblems {
    private static final Pattern DUPLICATE = Pattern.compile("Duplicate [Ff]ield '([^']*)'");

    private JsonProblems() {}

    static ProblemException of(JsonProcessingException unreadable) {
        return problem(unreadable).causedBy(unreadable);
    }

    private static ProblemException problem(JsonProcessingException unreadable) {
        return switch (unreadable) {
            case UnrecognizedPropertyException unknown ->
                field(PlatformError.UNKNOWN_FIELD, path(unknown), "is not a field of this request");
            case InvalidFormatException format ->
                field(PlatformError.INVALID_FIELD, path(format), expected(format.getTargetType()));
            case ValueInstantiationException refused when refused.getCause() instanceof ProblemException own -> own;
            case ValueInstantiationException refused ->
                field(PlatformError.INVALID_FIELD, path(refused), "has a value that cannot be used");
            case JsonMappingException mapping -> mapping(mapping);
            default -> syntax(unreadable);
        };
    }

    private static ProblemException mapping(JsonMappingException mapping) {
        if (mapping.getCause() instanceof StreamReadException syntax) {
            return syntax(syntax);
        }
        if (mapping.getCause() instanceof ProblemException own) {
            return own;
        }
        var duplicate = DUPLICATE.matcher(String.valueOf(mapping.getOriginalMessage()));
        if (duplicate.find()) {
            return field(PlatformError.DUPLICATE_FIELD, duplicate.group(1), "is there twice");
        }
        if (mapping.getPath().isEmpty()) {
            return new ProblemException(PlatformError.MALFORMED_BODY, "The body is not the JSON expected here.");
        }
        return field(PlatformError.MALFORMED_BODY, path(mapping), "has a value of another JSON type than expected");
    }

    private static ProblemException syntax(JsonProcessingException syntax) {
        var duplicate = DUPLICATE.matcher(String.valueOf(syntax.getOriginalMessage()));
        if (duplicate.find()) {
            return field(PlatformError.DUPLICATE_FIELD, duplicate.group(1), "is there twice");
        }
        var at = syntax.getLocation();
        var place = at == null ? "" : " at line %d, column %d".formatted(at.getLineNr(), at.getColumnNr());
        return new ProblemException(PlatformError.MALFORMED_BODY, "The body is not valid JSON" + place + ".");
    }

    private static ProblemException field(ErrorCode code, String field, String message) {
        return new ProblemException(code, field + " " + message + ".", "", List.of(new FieldError(field, message)));
    }

    private static String expected(Class<?> type) {
        if (type != null && type.isEnum()) {
            return "must be one of " + List.of(type.getEnumConstants());
        }
        return "has a value of the wrong form";
    }

    private static String path(JsonMappingException mapping) {
        return mapping.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : "." + step.getFieldName())
                .collect(Collectors.joining())
                .replaceFirst("^\\.", "");
    }
}
