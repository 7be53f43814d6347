package io.berth.engine.docker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import io.berth.engine.EngineException;
import io.berth.engine.EngineException.Kind;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/**
 * From the engine's answers to kinds. The status alone does not tell (20.10 answers 403 to an overlapping subnet and to a
 * network in use, 500 to a registry's refusal), so the engine's words decide where they are known.
 */
final class Failures {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final List<String> CONFLICTS = List.of(
            "overlaps with other",
            "has active endpoints",
            "address already in use",
            "already in use by container",
            "is already allocated",
            "volume is in use",
            "is not running",
            "removal of container");

    private static final List<String> DENIALS = List.of(
            "unauthorized", "access denied", "denied:", "authentication required", "no basic auth", "forbidden");

    private static final List<String> ABSENCES =
            List.of("manifest unknown", "no such image", "not found", "repository name not known", "name unknown");

    private static final List<String> PASSING = List.of(
            "connection refused",
            "connection reset",
            "i/o timeout",
            "tls handshake timeout",
            "no such host",
            "deadline exceeded",
            "unexpected eof",
            ": eof",
            "temporary failure",
            "temporarily",
            "toomanyrequests",
            "service unavailable");

    private static final List<String> FULL = List.of("no space left on device", "disk quota exceeded");

    private Failures() {}

    static EngineException translated(String op, Throwable failure) {
        return switch (failure) {
            case EngineException known -> known;
            case DockerException answer -> answered(op, answer);
            case Error error -> throw error;
            default ->
                hasCause(failure, IOException.class)
                        ? new EngineException(Kind.UNAVAILABLE, op + ": no engine answers: " + root(failure), failure)
                        : new EngineException(Kind.REFUSED, op + ": " + failure.getMessage(), failure);
        };
    }

    /** What a registry said through the engine's progress stream, or the engine before it. */
    static EngineException pull(String reference, String words, Throwable cause) {
        String lower = words.toLowerCase(Locale.ROOT);
        Kind kind = Kind.UNAVAILABLE;
        if (any(FULL, lower)) {
            kind = Kind.FULL;
        } else if (any(DENIALS, lower)) {
            kind = Kind.REFUSED;
        } else if (any(ABSENCES, lower)) {
            kind = Kind.NOT_FOUND;
        }
        return new EngineException(kind, "pull " + reference + ": " + words, cause);
    }

    /** The engine's own words, without the JSON and the status around them. */
    static String words(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        int json = message.indexOf('{');
        if (json < 0) {
            return message;
        }
        try {
            String words =
                    JSON.readTree(message.substring(json)).path("message").asText();
            return words.isEmpty() ? message : words.strip();
        } catch (JsonProcessingException e) {
            return message;
        }
    }

    static boolean isNotFound(Throwable failure) {
        return failure instanceof NotFoundException;
    }

    private static EngineException answered(String op, DockerException answer) {
        String words = words(answer);
        return new EngineException(
                kind(answer.getHttpStatus(), words.toLowerCase(Locale.ROOT)), op + ": " + words, answer);
    }

    private static Kind kind(int status, String words) {
        if (any(FULL, words)) {
            return Kind.FULL;
        }
        if (any(CONFLICTS, words)) {
            return Kind.CONFLICT;
        }
        return switch (status) {
            case 404 -> Kind.NOT_FOUND;
            case 409 -> Kind.CONFLICT;
            case 503 -> Kind.UNAVAILABLE;
            case 500 -> any(PASSING, words) ? Kind.UNAVAILABLE : Kind.REFUSED;
            default -> Kind.REFUSED;
        };
    }

    private static boolean any(List<String> phrases, String words) {
        return phrases.stream().anyMatch(words::contains);
    }

    private static boolean hasCause(Throwable failure, Class<? extends Throwable> type) {
        return type.isInstance(failure) || failure.getCause() != null && hasCause(failure.getCause(), type);
    }

    private static String root(Throwable failure) {
        return failure.getCause() == null
                ? failure.getClass().getSimpleName() + " " + failure.getMessage()
                : root(failure.getCause());
    }
}
