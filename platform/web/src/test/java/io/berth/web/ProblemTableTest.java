package io.berth.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.RollbackException;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.WebApplicationException;
import java.sql.SQLException;
import java.util.stream.Stream;
import javax.transaction.xa.XAException;
import org.hibernate.exception.ConstraintViolationException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ProblemTableTest {
    private record Body(String name, Color color, int size) {}

    private enum Color {
        RED
    }

    static Stream<Arguments> table() {
        return Stream.of(
                row(new ProblemException(PlatformError.IN_USE, "x"), 409, "IN_USE"),
                row(new IllegalStateException(new ProblemException(PlatformError.IN_USE, "x")), 409, "IN_USE"),
                row(new UnauthorizedException(), 401, "UNAUTHENTICATED"),
                row(new AuthenticationFailedException(), 401, "UNAUTHENTICATED"),
                row(new ForbiddenException(), 403, "FORBIDDEN"),
                row(new NotFoundException(), 404, "NOT_FOUND"),
                row(new NotAllowedException("GET"), 405, "METHOD_NOT_ALLOWED"),
                row(new NotSupportedException(), 415, "UNSUPPORTED_MEDIA_TYPE"),
                row(new WebApplicationException(413), 413, "BODY_TOO_LARGE"),
                row(new BadRequestException(), 400, "BAD_REQUEST"),
                row(new RuntimeException(new OptimisticLockException()), 409, "CONCURRENT_CHANGE"),
                row(violation("23505", "network_project_name_key"), 409, "NAME_TAKEN"),
                row(violation("23505", "network_subnet_key"), 409, "CONCURRENT_CHANGE"),
                row(violation("23503", "endpoint_network_fk"), 409, "IN_USE"),
                row(violation("23514", "project_check"), 500, "INTERNAL_ERROR"),
                row(new PersistenceException(new SQLException("io.berth", "08006")), 503, "UNAVAILABLE"),
                row(new IllegalStateException(new SQLException("io.berth", "57P01")), 503, "UNAVAILABLE"),
                row(new SQLException("Sorry, acquisition timeout!"), 503, "UNAVAILABLE"),
                row(uncommitted(new SQLException("io.berth", "08003")), 503, "UNAVAILABLE"),
                row(new PersistenceException(new SQLException("io.berth", "40P01")), 409, "CONCURRENT_CHANGE"),
                row(new IllegalStateException(new SQLException("io.berth", "40001")), 409, "CONCURRENT_CHANGE"),
                row(new PersistenceException(new SQLException("io.berth", "22021")), 400, "NUL_CHARACTER"),
                row(new PersistenceException(new SQLException("io.berth", "42P01")), 500, "INTERNAL_ERROR"),
                row(unreadable("{\"name\": \"a\", \"x\": 1}"), 400, "UNKNOWN_FIELD"),
                row(unreadable("{\"name\": \"a\", \"name\": \"b\"}"), 400, "DUPLICATE_FIELD"),
                row(unreadable("{\"name\": "), 400, "MALFORMED_BODY"),
                row(unreadable("{\"name\": {}}"), 400, "MALFORMED_BODY"),
                row(unreadable("{\"size\": \"1\"}"), 400, "MALFORMED_BODY"),
                row(unreadable("{\"color\": \"BLUE\"}"), 422, "INVALID_FIELD"),
                row(new WebApplicationException(unreadable("{"), 400), 400, "MALFORMED_BODY"),
                // Read from anywhere but the request, bad JSON is our own trouble.
                row(new IllegalStateException(unreadable("{")), 500, "INTERNAL_ERROR"),
                row(new NullPointerException("io.berth.Secret"), 500, "INTERNAL_ERROR"));
    }

    private static Arguments row(Throwable thrown, int status, String code) {
        return Arguments.of(thrown, status, code);
    }

    private static Exception violation(String state, String constraint) {
        return new ConstraintViolationException("m", new SQLException("m", state), constraint);
    }

    private static Exception uncommitted(SQLException reason) {
        var rolledBack = new RollbackException("io.berth");
        rolledBack.addSuppressed(new XAException("io.berth").initCause(reason));
        return new IllegalStateException(rolledBack);
    }

    private static Exception unreadable(String json) {
        try {
            var mapper = new ObjectMapper();
            new StrictJson().customize(mapper);
            return new IllegalArgumentException("readable as " + mapper.readValue(json, Body.class));
        } catch (JsonProcessingException expected) {
            return expected;
        }
    }

    @ParameterizedTest
    @MethodSource("table")
    void eachExceptionIsItsProblem(Throwable thrown, int status, String code) {
        var problem = ProblemTable.of(thrown);

        assertThat(problem.status()).isEqualTo(status);
        assertThat(problem.code()).isEqualTo(code);
        assertThat(problem.detail()).doesNotContain("io.berth", "Exception", "jackson");
    }
}
