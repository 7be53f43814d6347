package io.berth.console.gateway;

import io.berth.web.ProblemException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
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
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * {@code /api/<service>/…}: the services behind one origin, for the page and for whoever wants one port only. Bodies
 * stream both ways with back-pressure. The caller's own token travels along and the service decides; the console adds
 * no right of its own, so the route itself lets everybody through.
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

    private final GatewayConfig config;
    private final HttpClient client;

    GatewayRoute(GatewayConfig config, Vertx vertx) {
        this.config = config;
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setConnectTimeout((int) config.connectTimeout().toMillis())
                .setMaxPoolSize(64));
    }

    void install(@Observes Router router) {
        router.route("/api/*").handler(this::forward);
    }

    private void forward(RoutingContext context) {
        HttpServerRequest in = context.request();
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
        client.request(target(in, service, path.get().rest()))
                .compose(out -> send(in, out))
                .onSuccess(answer -> answer(in, answer, path.get().service()))
                .onFailure(failure -> {
                    LOG.warnf("gateway=failed service=%s reason=%s", path.get().service(), failure.getMessage());
                    in.resume();
                    refuse(
                            context,
                            GatewayError.SERVICE_UNREACHABLE,
                            "The " + path.get().service() + " service did not answer.",
                            "It may be starting: try again, or look at GET /v1/services.");
                });
    }

    private static RequestOptions target(HttpServerRequest in, URI service, String rest) {
        return new RequestOptions()
                .setHost(service.getHost())
                .setPort(service.getPort())
                .setMethod(in.method())
                .setURI(in.query() == null ? rest : rest + "?" + in.query());
    }

    private static Future<HttpClientResponse> send(HttpServerRequest in, HttpClientRequest out) {
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
        return !HOP_BY_HOP.contains(header.toLowerCase(Locale.ROOT));
    }

    private static void refuse(RoutingContext context, GatewayError error, String detail, String suggestion) {
        if (!context.response().headWritten() && !context.response().closed()) {
            context.fail(new ProblemException(error, detail, suggestion));
        }
    }
}
