package io.berth.console.gateway;

import io.berth.web.ProblemException;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.core.Context;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.util.Optional;

/**
 * {@code /api/<service>/…}: the services behind one origin, for the page and for whoever wants one port only. The
 * caller's own token travels along and the service decides what it opens; the console asks only that it is a valid one,
 * before it spends a connection on it.
 */
@ApplicationScoped
class GatewayRoute {

    /** Swagger UI of the console shows the documents of all services; theirs would need scripts of their own. */
    private static final String SWAGGER_UI = "/q/swagger-ui";

    private final GatewayConfig config;
    private final IdentityProviderManager identities;
    private final Forwarder forwarder;
    private final ServiceDocument documents;

    GatewayRoute(
            GatewayConfig config, IdentityProviderManager identities, Forwarder forwarder, ServiceDocument documents) {
        this.config = config;
        this.identities = identities;
        this.forwarder = forwarder;
        this.documents = documents;
    }

    void install(@Observes Router router) {
        router.route("/api/*").handler(this::forward);
    }

    private void forward(RoutingContext context) {
        HttpServerRequest in = context.request();
        Forwarder.PROTECTION.forEach(in.response()::putHeader);
        Optional<GatewayPath> path = GatewayPath.of(in.path());
        URI service = path.map(found -> config.services().get(found.service())).orElse(null);
        if (service == null) {
            context.fail(new ProblemException(
                    GatewayError.SERVICE_NOT_FOUND,
                    "No service of this installation answers at this path.",
                    "GET /v1/services lists the services; each is at /api/<name>/."));
            return;
        }
        if (path.get().rest().startsWith(SWAGGER_UI)) {
            context.redirect(SWAGGER_UI + "/");
        } else if (path.get().rest().equals("/q/openapi")) {
            documents.answer(context, service, path.get().service());
        } else if (path.get().isForTheServiceToJudge()) {
            in.pause();
            forwarder.forward(context, service, path.get());
        } else {
            in.pause();
            forwardIfKnown(context, service, path.get());
        }
    }

    private void forwardIfKnown(RoutingContext context, URI service, GatewayPath path) {
        Context loop = context.vertx().getOrCreateContext();
        QuarkusHttpUser.getSecurityIdentity(context, identities)
                .subscribe()
                .with(
                        caller -> loop.runOnContext(now -> {
                            if (caller == null || caller.isAnonymous()) {
                                fail(context, new UnauthorizedException());
                            } else {
                                forwarder.forward(context, service, path);
                            }
                        }),
                        failure -> loop.runOnContext(now -> fail(context, failure)));
    }

    private static void fail(RoutingContext context, Throwable failure) {
        context.request().resume();
        if (!context.response().closed()) {
            context.fail(failure);
        }
    }
}
