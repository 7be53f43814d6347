package io.berth.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.hibernate.validator.runtime.jaxrs.ResteasyReactiveViolationException;
import io.quarkus.security.AuthenticationCompletionException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.validation.ValidationException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Answers every exception and every failed route with a problem. */
@Singleton
class ProblemAnswers {
    private static final Logger LOG = Logger.getLogger(ProblemAnswers.class);
    private static final String CHALLENGE = "Bearer";

    /** A restarted database or engine is back within a few seconds. */
    private static final String RETRY_SECONDS = "2";

    private final ObjectMapper json;
    private final OfferedPaths offered;

    ProblemAnswers(ObjectMapper json, OfferedPaths offered) {
        this.json = json;
        this.offered = offered;
    }

    /** The classes that Quarkus maps itself are named, so that ours comes first. */
    @ServerExceptionMapper({
        Throwable.class,
        WebApplicationException.class,
        ProblemException.class,
        UnauthorizedException.class,
        ForbiddenException.class,
        AuthenticationFailedException.class,
        AuthenticationCompletionException.class,
        JsonProcessingException.class,
        MismatchedInputException.class,
        ValidationException.class,
        ResteasyReactiveViolationException.class
    })
    Response answer(Throwable thrown, RoutingContext request) {
        if (thrown instanceof WebApplicationException web && web.getResponse().getStatus() < 400) {
            return web.getResponse();
        }
        var others = thrown instanceof NotFoundException ? otherMethods(request) : Set.<String>of();
        var problem = others.isEmpty()
                ? problem(thrown, request)
                : ProblemTable.of(405).in(Trace.of(request).id());
        var answer = Response.status(problem.status()).type(Problem.MEDIA_TYPE).entity(bytes(problem));
        if (!others.isEmpty()) {
            answer.header(HttpHeaders.ALLOW, String.join(", ", others));
        }
        if (problem.status() == 401) {
            answer.header("WWW-Authenticate", CHALLENGE);
        }
        if (problem.status() == 503) {
            answer.header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
        }
        return answer.build();
    }

    /** For routes outside JAX-RS; what has been answered or sent already is left alone. */
    void answer(RoutingContext request) {
        var response = request.response();
        if (response.ended() || response.headWritten()) {
            return;
        }
        var problem = request.failure() == null
                ? ProblemTable.of(request.statusCode() < 400 ? 500 : request.statusCode())
                        .in(Trace.of(request).id())
                : problem(request.failure(), request);
        write(request, problem);
    }

    /** Ends the response with this problem. */
    void write(RoutingContext request, Problem problem) {
        var response = request.response();
        if (problem.status() == 401 && !response.headers().contains("WWW-Authenticate")) {
            response.putHeader("WWW-Authenticate", CHALLENGE);
        }
        if (problem.status() == 503) {
            response.putHeader(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
        }
        response.setStatusCode(problem.status())
                .putHeader("Content-Type", Problem.MEDIA_TYPE)
                .putHeader(Trace.RESPONSE_HEADER, Trace.of(request).id());
        response.end(io.vertx.core.buffer.Buffer.buffer(bytes(problem)))
                .onFailure(gone -> LOG.debugf("event=client-gone path=%s", request.normalizedPath()));
    }

    private Set<String> otherMethods(RoutingContext request) {
        var methods = offered.methods(request.normalizedPath());
        return methods.contains(request.request().method().name()) ? Set.of() : methods;
    }

    private Problem problem(Throwable thrown, RoutingContext request) {
        var trace = Trace.of(request).id();
        var problem = ProblemTable.of(thrown).in(trace);
        if (problem.status() >= 500) {
            LOG.errorf(
                    thrown,
                    "event=request-failed traceId=%s method=%s path=%s code=%s",
                    trace,
                    request.request().method(),
                    request.normalizedPath(),
                    problem.code());
        } else {
            LOG.debugf("event=request-refused traceId=%s code=%s detail=%s", trace, problem.code(), problem.detail());
        }
        return problem;
    }

    private byte[] bytes(Problem problem) {
        try {
            return json.writeValueAsBytes(problem);
        } catch (JsonProcessingException impossible) {
            LOG.error("event=problem-unwritable", impossible);
            return new JsonObject(Map.of("status", problem.status(), "code", problem.code()))
                    .toBuffer()
                    .getBytes();
        }
    }
}
