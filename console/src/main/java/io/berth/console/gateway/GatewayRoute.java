package io.berth.console.gateway;

import io.berth.web.ProblemException;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.RequestOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * {@code /api/<service>/…}: the services behind one origin, for the page and for whoever wants one port only. Bodies
 * stream both ways with back-pressure. The caller's own token travels along and the service decides what it opens; the
 * console asks only that it is a valid one, before it spends a connection on it.
 */
@ApplicationScoped
class GatewayRoute {

    private static final Logger LOG = Logger.getLogger(GatewayRoute.class);

    /** RFC 9110 7.6.1: what belongs to one connection and is not passed on. */
    private static final Set<String> HOP_BY_HOP = Set.of(
            "connection",
            "keep-alive",
            "proxy-connection",
            "proxy-authenticate",
            "proxy-authorization",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "host");

    /** An answer opened as a page must not become a script of the console's own origin. */
    private static final Map<String, String> PROTECTION = Map.of(
            "content-security-policy", "sandbox; default-src 'none'; frame-ancestors 'none'",
            "x-content-type-options", "nosniff");

    private final GatewayConfig config;
    private final IdentityProviderManager identities;
    private final HttpClient client;

    GatewayRoute(GatewayConfig config, IdentityProviderManager identities, Vertx vertx) {
        this.config = config;
        this.identities = identities;
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setConnectTimeout((int) config.connectTimeout().toMillis())
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setIdleTimeout((int) config.idleTimeout().toMillis())
                .setMaxPoolSize(config.connections())
                .setMaxWaitQueueSize(config.queue()));
    }

    void install(@Observes Router router) {
        router.route("/api/*").handler(this::forward);
    }

    private void forward(RoutingContext context) {
        HttpServerRequest in = context.request();
        PROTECTION.forEach(in.response()::putHeader);
        Optional<GatewayPath> path = GatewayPath.of(in.path());
        URI service = path.map(found -> config.services().get(found.service())).orElse(null);
        if (service == null) {
            refuse(
                    context,
                    GatewayError.SERVICE_NOT_FOUND,
                    "No service of this installation answers at this path.",
                    "GET /v1/services lists the services; each is at /api/<name>/.");
            return;
        }
        in.pause();
        if (path.get().isPublic()) {
            connect(context, service, path.get());
            return;
        }
        Context loop = context.vertx().getOrCreateContext();
        QuarkusHttpUser.getSecurityIdentity(context, identities)
                .subscribe()
                .with(
                        caller -> loop.runOnContext(now -> {
                            if (caller == null || caller.isAnonymous()) {
                                fail(context, new UnauthorizedException());
                            } else {
                                connect(context, service, path.get());
                            }
                        }),
                        failure -> loop.runOnContext(now -> fail(context, failure)));
    }

    private void connect(RoutingContext context, URI service, GatewayPath path) {
        HttpServerRequest in = context.request();
        client.request(target(in, service, path.rest()))
                .compose(out -> send(in, out))
                .onSuccess(answer -> answer(in, answer, path.service()))
                .onFailure(failure -> {
                    if (in.response().closed()) {
                        LOG.debugf("gateway=left service=%s reason=%s", path.service(), failure.getMessage());
                        return;
                    }
                    LOG.warnf("gateway=failed service=%s reason=%s", path.service(), failure.getMessage());
                    in.resume();
                    boolean busy = failure instanceof ConnectionPoolTooBusyException;
                    refuse(
                            context,
                            busy ? GatewayError.SERVICE_BUSY : GatewayError.SERVICE_UNREACHABLE,
                            "The " + path.service() + " service " + (busy ? "has too much to do." : "did not answer."),
                            "Try again in a while, or look at GET /v1/services.");
                });
    }

    private static void fail(RoutingContext context, Throwable failure) {
        context.request().resume();
        if (!context.response().closed()) {
            context.fail(failure);
        }
    }

    private RequestOptions target(HttpServerRequest in, URI service, String rest) {
        return new RequestOptions()
                .setHost(service.getHost())
                .setPort(service.getPort())
                .setConnectTimeout(config.patience().toMillis())
                .setMethod(in.method())
                .setURI(in.query() == null ? rest : rest + "?" + in.query());
    }

    private static Future<HttpClientResponse> send(HttpServerRequest in, HttpClientRequest out) {
        if (in.response().closed()) {
            // It hung up while it waited for a connection.
            out.reset();
            return Future.failedFuture("the client is gone");
        }
        in.headers().forEach(header -> {
            if (passes(header.getKey())) {
                out.headers().add(header.getKey(), header.getValue());
            }
        });
        // A subscriber that hangs up must also end the stream that the service sends for it.
        in.response().closeHandler(gone -> out.reset());
        boolean hasBody = in.headers().contains(HttpHeaders.CONTENT_LENGTH)
                || in.headers().contains(HttpHeaders.TRANSFER_ENCODING);
        if (!hasBody) {
            in.resume();
            return out.send();
        }
        out.setChunked(!in.headers().contains(HttpHeaders.CONTENT_LENGTH));
        return out.send(in);
    }

    private static void answer(HttpServerRequest in, HttpClientResponse answer, String service) {
        HttpServerResponse out = in.response();
        if (out.closed()) {
            answer.request().reset();
            return;
        }
        out.setStatusCode(answer.statusCode());
        answer.headers().forEach(header -> {
            if (passes(header.getKey())) {
                out.headers().add(header.getKey(), header.getValue());
            }
        });
        String location = answer.getHeader(HttpHeaders.LOCATION);
        if (location != null && location.startsWith("/")) {
            out.putHeader(HttpHeaders.LOCATION, "/api/" + service + location);
        }
        boolean sized = answer.headers().contains(HttpHeaders.CONTENT_LENGTH);
        if (in.method() == HttpMethod.HEAD || answer.statusCode() == 204 || answer.statusCode() == 304) {
            out.end();
            return;
        }
        out.setChunked(!sized);
        answer.pipeTo(out).onFailure(failure -> {
            LOG.debugf("gateway=cut service=%s reason=%s", service, failure.getMessage());
            in.connection().close();
        });
    }

    private static boolean passes(String header) {
        String name = header.toLowerCase(Locale.ROOT);
        return !HOP_BY_HOP.contains(name) && !PROTECTION.containsKey(name);
    }

    private static void refuse(RoutingContext context, GatewayError error, String detail, String suggestion) {
        if (!context.response().headWritten() && !context.response().closed()) {
            context.fail(new ProblemException(error, detail, suggestion));
        }
    }
}
