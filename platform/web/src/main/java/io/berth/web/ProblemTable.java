package io.berth.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.quarkus.security.AuthenticationException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.persistence.OptimisticLockException;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.ws.rs.NotAuthorizedException;
import jakarta.ws.rs.WebApplicationException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.hibernate.StaleStateException;

/** Which problem an exception is: the one place where that is decided. */
final class ProblemTable {
    private static final int DEEPEST_CAUSE = 12;
    private static final String UNIQUE_VIOLATION = "23505";
    private static final String FOREIGN_KEY_VIOLATION = "23503";

    private ProblemTable() {}

    /** Never without an answer: what is not in the table is {@code INTERNAL_ERROR}. */
    static Problem of(Throwable thrown) {
        return causes(thrown)
                .flatMap(cause -> specific(cause, cause == thrown).stream())
                .findFirst()
                .or(() -> request(thrown))
                .orElseGet(() ->
                        Problem.of(PlatformError.INTERNAL_ERROR, "Berth's log has the reason under this trace id."));
    }

    /** Problem for a status that was set without an exception of ours. */
    static Problem of(int status) {
        return switch (status) {
            case 401 -> Problem.of(PlatformError.UNAUTHENTICATED, "Send a valid token: Authorization: Bearer <token>.");
            case 403 -> Problem.of(PlatformError.FORBIDDEN, "The token's role is too small for this.");
            case 404 -> Problem.of(PlatformError.NOT_FOUND, "There is nothing under this path.");
            case 405 -> Problem.of(PlatformError.METHOD_NOT_ALLOWED, "The path exists, but not with this method.");
            case 406 -> Problem.of(PlatformError.NOT_ACCEPTABLE, "Accept does not name a type that is offered.");
            case 413 -> Problem.of(PlatformError.BODY_TOO_LARGE, "The body is larger than this endpoint takes.");
            case 415 ->
                Problem.of(PlatformError.UNSUPPORTED_MEDIA_TYPE, "Content-Type does not name a type that is read.");
            case 503 -> Problem.of(PlatformError.UNAVAILABLE, "Try again in a moment.");
            default ->
                status >= 400 && status < 500
                        ? Problem.of(new OtherError("BAD_REQUEST", status), "The request cannot be served as it is.")
                        : Problem.of(PlatformError.INTERNAL_ERROR, "Berth's log has the reason under this trace id.");
        };
    }

    /** Rows that hold however deep the exception is wrapped; those about the request only for the outermost. */
    private static Optional<Problem> specific(Throwable cause, boolean outermost) {
        return Optional.ofNullable(
                switch (cause) {
                    case ProblemException own ->
                        Problem.of(own.code(), own.getMessage(), own.suggestion(), own.errors());
                    case UnauthorizedException ignored -> of(401);
                    case AuthenticationException ignored -> of(401);
                    case ForbiddenException ignored -> of(403);
                    case OptimisticLockException ignored -> concurrentChange();
                    case StaleStateException ignored -> concurrentChange();
                    case org.hibernate.exception.ConstraintViolationException broken -> constraint(broken);
                    case ConstraintViolationException invalid when outermost -> validation(invalid);
                    case SQLException failed -> DatabaseProblems.of(failed).orElse(null);
                    default -> null;
                });
    }

    /** Rows of the request's own reading, which JAX-RS wraps at most once. */
    private static Optional<Problem> request(Throwable thrown) {
        if (thrown instanceof JsonProcessingException unreadable) {
            return Optional.of(of(JsonProblems.of(unreadable)));
        }
        if (thrown instanceof WebApplicationException web) {
            if (web.getCause() instanceof JsonProcessingException unreadable) {
                return Optional.of(of(JsonProblems.of(unreadable)));
            }
            var status = web instanceof NotAuthorizedException
                    ? 401
                    : web.getResponse().getStatus();
            if (status >= 400) {
                return Optional.of(status == 400 ? badRequest() : of(status));
            }
        }
        return Optional.empty();
    }

    private static Problem badRequest() {
        return Problem.of(PlatformError.BAD_REQUEST, "The body or a parameter is missing or has the wrong form.");
    }

    static Problem concurrentChange() {
        return Problem.of(
                PlatformError.CONCURRENT_CHANGE,
                "Another request changed it first; nothing of this one was kept.",
                "Read it again and repeat the change.",
                List.of());
    }

    private static Problem constraint(org.hibernate.exception.ConstraintViolationException broken) {
        var state = broken.getSQLState();
        var constraint = String.valueOf(broken.getConstraintName()).toLowerCase(Locale.ROOT);
        if (UNIQUE_VIOLATION.equals(state) && constraint.contains("name")) {
            return Problem.of(PlatformError.NAME_TAKEN, "Another request took the name at the same time.");
        }
        if (UNIQUE_VIOLATION.equals(state)) {
            return concurrentChange();
        }
        return FOREIGN_KEY_VIOLATION.equals(state)
                ? Problem.of(PlatformError.IN_USE, "Something else refers to it.")
                : null;
    }

    /** Of a return value it is our mistake, not the caller's. */
    private static Problem validation(ConstraintViolationException invalid) {
        var errors = new ArrayList<FieldError>();
        for (var violation : invalid.getConstraintViolations()) {
            var field = field(violation.getPropertyPath());
            if (field.isEmpty()) {
                return null;
            }
            errors.add(new FieldError(field.get(), violation.getMessage()));
        }
        errors.sort((one, other) -> one.field().compareTo(other.field()));
        var fields = errors.stream().map(FieldError::field).distinct().toList();
        return Problem.of(
                PlatformError.INVALID_FIELD, "Cannot be used: " + String.join(", ", fields) + ".", "", errors);
    }

    /** The path inside the body, or the parameter's name; empty for a return value. */
    private static Optional<String> field(Path path) {
        var text = new StringBuilder();
        var parameter = "";
        for (var node : path) {
            switch (node.getKind()) {
                case RETURN_VALUE -> {
                    return Optional.empty();
                }
                case PARAMETER -> parameter = String.valueOf(node.getName());
                case METHOD, CONSTRUCTOR, CROSS_PARAMETER, BEAN -> {}
                default -> append(text, node);
            }
        }
        return Optional.of(text.isEmpty() ? parameter : text.toString());
    }

    private static void append(StringBuilder text, Path.Node node) {
        if (node.getIndex() != null) {
            text.append('[').append(node.getIndex()).append(']');
        }
        if (node.getName() != null && node.getKind() != ElementKind.CONTAINER_ELEMENT) {
            text.append(text.isEmpty() ? "" : ".").append(node.getName());
        }
    }

    static Stream<Throwable> causes(Throwable thrown) {
        return Stream.iterate(thrown, cause -> cause != null, Throwable::getCause)
                .limit(DEEPEST_CAUSE)
                .flatMap(cause -> Stream.concat(Stream.of(cause), besides(cause)));
    }

    /** A transaction that could not be committed has its reason beside it, not as its cause. */
    private static Stream<Throwable> besides(Throwable thrown) {
        return Arrays.stream(thrown.getSuppressed())
                .flatMap(one -> Stream.iterate(one, cause -> cause != null, Throwable::getCause)
                        .limit(DEEPEST_CAUSE))
                .filter(SQLException.class::isInstance);
    }

    private record OtherError(String name, int status) implements ErrorCode {}
}
