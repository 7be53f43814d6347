package io.berth.console.gateway;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.berth.web.ProblemException;
import io.vertx.core.Context;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** A service's OpenAPI document as seen from the console: its paths begin at {@code /api/<service>} there. */
@ApplicationScoped
class ServiceDocument {

    private final GatewayConfig config;
    private final ObjectMapper json;
    private final HttpClient client;

    ServiceDocument(GatewayConfig config, ObjectMapper json) {
        this.config = config;
        this.json = json;
        this.client =
                HttpClient.newBuilder().connectTimeout(config.connectTimeout()).build();
    }

    void answer(RoutingContext context, URI service, String name) {
        var request = HttpRequest.newBuilder(service.resolve("/q/openapi?format=json"))
                .timeout(config.patience())
                .build();
        Context loop = context.vertx().getOrCreateContext();
        var unused = client.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray())
                .thenApply(answer -> rebased(answer.body(), name))
                .whenComplete((document, failure) -> loop.runOnContext(now -> {
                    if (context.response().closed()) {
                        return;
                    }
                    if (failure == null) {
                        context.response()
                                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                                .end(document);
                    } else {
                        context.fail(new ProblemException(
                                GatewayError.SERVICE_UNREACHABLE,
                                "The " + name + " service did not give its document.",
                                "Try again in a while, or look at GET /v1/services."));
                    }
                }));
    }

    private String rebased(byte[] document, String name) {
        try {
            if (json.readTree(document) instanceof ObjectNode root) {
                root.putArray("servers").addObject().put("url", "/api/" + name);
                return root.toString();
            }
            throw new IllegalStateException("the document is no object");
        } catch (IOException notJson) {
            throw new IllegalStateException("the document is no JSON", notJson);
        }
    }
}
