package io.berth.web;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.MDC;

/** What happens to every request before and after its route, JAX-RS or not: a trace, and a problem if it fails. */
@Singleton
class RequestRoutes {
    private static final int FIRST = 10_000;
    private static final List<Integer> REFUSALS = List.of(400, 404, 405, 406, 413, 415, 500, 503);

    private final ProblemAnswers problems;

    RequestRoutes(ProblemAnswers problems) {
        this.problems = problems;
    }

    void filter(@Observes Filters filters) {
        filters.register(this::trace, FIRST);
    }

    void routes(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE).failureHandler(problems::answer);
        for (var status : REFUSALS) {
            router.errorHandler(status, problems::answer);
        }
    }

    private void trace(RoutingContext request) {
        var trace = Trace.of(request).id();
        MDC.put("traceId", trace);
        request.response().putHeader(Trace.RESPONSE_HEADER, trace);
        var exceeded = BodyLimit.exceeded(request.request(), listenerLimit());
        if (exceeded.isPresent()) {
            problems.write(request, BodyLimit.problem(exceeded.getAsLong()).in(trace));
        } else {
            request.next();
        }
    }

    private static long listenerLimit() {
        return ConfigProvider.getConfig()
                .getOptionalValue("quarkus.http.limits.max-body-size", MemorySize.class)
                .map(MemorySize::asLongValue)
                .orElse(Long.MAX_VALUE);
    }
}
