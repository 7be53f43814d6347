package io.berth.console.page;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Set;

/**
 * Tells browsers that the page needs nothing but its own files and this origin, so that text which found its way into a
 * fact can never become a script that reads the token.
 */
@ApplicationScoped
class PageHeaders {

    private static final int EARLY = 1000;
    private static final Set<String> PAGE = Set.of("/", "/index.html", "/app.js", "/app.css");
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
            + " img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    void install(@Observes Filters filters) {
        filters.register(this::protect, EARLY);
    }

    private void protect(RoutingContext context) {
        if (PAGE.contains(context.request().path())) {
            MultiMap headers = context.response().headers();
            headers.set("Content-Security-Policy", POLICY);
            headers.set("X-Content-Type-Options", "nosniff");
            headers.set("Referrer-Policy", "no-referrer");
            headers.set("Cache-Control", "no-cache");
        }
        context.next();
    }
}
