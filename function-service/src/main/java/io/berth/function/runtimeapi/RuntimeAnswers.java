package io.berth.function.runtimeapi;

import io.berth.function.instance.Claim;
import io.berth.function.instance.Next;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;

/** Answers in the forms of the Runtime API. */
final class RuntimeAnswers {
    private static final String JSON = "application/json";

    private RuntimeAnswers() {}

    /** @param type {@code InvalidRequestID}, {@code Forbidden}, … */
    static void refuse(RoutingContext call, int status, String type, String message) {
        var body = new JsonObject().put("errorMessage", message).put("errorType", type);
        call.response().setStatusCode(status).putHeader("Content-Type", JSON).end(body.toBuffer());
    }

    /** 202 and nothing else: runtimes check it. */
    static void accepted(RoutingContext call) {
        call.response()
                .setStatusCode(202)
                .putHeader("Content-Type", JSON)
                .end(new JsonObject().put("status", "OK").toBuffer());
    }

    static void claim(RoutingContext call, Claim claim) {
        var body = new JsonObject().put("handler", claim.handler()).put("env", new JsonObject(Map.copyOf(claim.env())));
        claim.heapMb().ifPresent(heap -> body.put("heapMb", heap));
        call.response().putHeader("Content-Type", JSON).end(body.toBuffer());
    }

    static void next(RoutingContext call, Next next) {
        call.response()
                .putHeader("Content-Type", JSON)
                .putHeader("Lambda-Runtime-Aws-Request-Id", next.requestId())
                .putHeader(
                        "Lambda-Runtime-Deadline-Ms",
                        Long.toString(next.deadline().toEpochMilli()))
                .putHeader("Lambda-Runtime-Invoked-Function-Arn", next.arn())
                .putHeader("Lambda-Runtime-Trace-Id", traceId(next.traceId()))
                .end(Buffer.buffer(next.payload()));
    }

    /** A W3C trace id in the form of AWS X-Ray's tracing header. */
    static String traceId(String w3c) {
        return "Root=1-%s-%s;Sampled=0".formatted(w3c.substring(0, 8), w3c.substring(8));
    }
}
