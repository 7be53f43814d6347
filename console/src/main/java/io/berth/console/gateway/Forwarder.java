package io.berth.console.gateway;

import io.berth.web.ProblemException;
import io.netty.channel.ConnectTimeoutException;
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
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/** Asks a service what the console was asked. Bodies stream both ways with back-pressure. */
@ApplicationScoped
class Forwarder {

    private static final Logger LOG = Logger.getLogger(Forwarder.class);

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
    static final Map<String, String> PROTECTION = Map.of(
            "content-security-policy", "sandbox; default-src 'none'; frame-ancestors 'none'",
            "x-content-type-options", "nosniff");

    private static final String EVENTS = "text/event-stream";
    private static final String WWW_AUTHENTICATE = "WWW-Authenticate";

    private final GatewayConfig config;
    private final Vertx vertx;
    private final HttpClient requests;
    private final HttpClient streams;

    Forwarder(GatewayConfig config, Vertx vertx) {
        this.config = config;
        this.vertx = vertx;
        this.requests = client(config.idleTimeout());
        // A quiet stream is no dead one; those whose service is gone show it by TCP's own probes.
        this.streams = client(config.streamTimeout());
    }

    private HttpClient client(Duration idle) {
        return vertx.createHttpClient(new HttpClientOptions()
                .setConnectTimeout((int) config.connectTimeout().toMillis())
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setIdleTimeout((int) idle.toMillis())
                .setTcpKeepAlive(true)
                .setMaxPoolSize(config.connections())
                .setMaxWaitQueueSize(config.queue()));
    }

    /** The request must be paused. */
    void forward(RoutingContext context, URI service, GatewayPath path) {
        HttpServerRequest in = context.request();
        String accepted = in.getHeader(HttpHeaders.ACCEPT);
        (accepted != null && accepted.contains(EVENTS) ? streams : requests)
                .request(target(in, service, path.rest()))
                .compose(out -> send(in, out))
                .onSuccess(answer -> answer(in, answer, service, path.service()))
                .onFailure(failure -> refuse(context, path.service(), failure));
    }

    private static void refuse(RoutingContext context, String service, Throwable failure) {
        HttpServerRequest in = context.request();
        if (in.response().closed()) {
            LOG.debugf("gateway=left service=%s reason=%s", service, failure.getMessage());
            return;
        }
        LOG.warnf("gateway=failed service=%s reason=%s", service, failure.getMessage());
        in.resume();
        if (!in.response().headWritten()) {
            context.fail(problem(service, failure));
        }
    }

    private static ProblemException problem(String service, Throwable failure) {
        String suggestion = "Try again in a while, or look at GET /v1/services.";
        if (failure instanceof ConnectionPoolTooBusyException) {
            return new ProblemException(
                    GatewayError.SERVICE_BUSY, "The " + service + " service has too much to do.", suggestion);
        }
        if (failure instanceof TimeoutException || failure instanceof ConnectTimeoutException) {
            return new ProblemException(
                    GatewayError.SERVICE_TIMEOUT,
                    "The " + service + " service had no connection free in time.",
                    suggestion);
        }
        return new ProblemException(
                GatewayError.SERVICE_UNREACHABLE, "The " + service + " service did not answer.", suggestion);
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

    private void answer(HttpServerRequest in, HttpClientResponse answer, URI service, String name) {
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
        translate(in, service, name);
        boolean sized = answer.headers().contains(HttpHeaders.CONTENT_LENGTH);
        if (in.method() == HttpMethod.HEAD || answer.statusCode() == 204 || answer.statusCode() == 304) {
            out.end();
            return;
        }
        out.setChunked(!sized);
        Runnable cut = () -> in.connection().close();
        String type = answer.getHeader(HttpHeaders.CONTENT_TYPE);
        if (!sized && type != null && type.startsWith(EVENTS)) {
            new EventPipe(vertx, answer, out).start(config.heartbeat().toMillis(), cut);
            return;
        }
        answer.pipeTo(out).onFailure(failure -> {
            LOG.debugf("gateway=cut service=%s reason=%s", name, failure.getMessage());
            cut.run();
        });
    }

    /** Where to go next, as the caller sees the service. */
    private static void translate(HttpServerRequest in, URI service, String name) {
        HttpServerResponse out = in.response();
        String location = out.headers().get(HttpHeaders.LOCATION);
        if (location != null && location.startsWith("/")) {
            out.putHeader(HttpHeaders.LOCATION, "/api/" + name + location);
        }
        String challenge = out.headers().get(WWW_AUTHENTICATE);
        if (challenge != null && in.authority() != null) {
            out.putHeader(
                    WWW_AUTHENTICATE,
                    challenge.replace(
                            "\"" + service + "/", "\"" + in.scheme() + "://" + in.authority() + "/api/" + name + "/"));
        }
    }

    private static boolean passes(String header) {
        String name = header.toLowerCase(Locale.ROOT);
        return !HOP_BY_HOP.contains(name) && !PROTECTION.containsKey(name);
    }
}
