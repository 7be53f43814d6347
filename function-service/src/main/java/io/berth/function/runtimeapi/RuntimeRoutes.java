package io.berth.function.runtimeapi;

import io.berth.function.instance.Answer;
import io.berth.function.instance.Fleet;
import io.berth.function.instance.LogTail;
import io.berth.function.instance.Parked;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;

/** What an instance may ask and say. */
@ApplicationScoped
class RuntimeRoutes {
    private static final String RUNTIME = "/2018-06-01/runtime";
    private static final String ERROR_TYPE = "Lambda-Runtime-Function-Error-Type";
    private static final int LONGEST_TYPE = 256;
    private static final long MOST_ANSWER_BYTES = 6L * 1024 * 1024;

    private final Fleet fleet;
    private final Gatekeeper gatekeeper;
    private final Vertx vertx;

    RuntimeRoutes(Fleet fleet, Gatekeeper gatekeeper, Vertx vertx) {
        this.fleet = fleet;
        this.gatekeeper = gatekeeper;
        this.vertx = vertx;
    }

    Router router() {
        var router = Router.router(vertx);
        router.route().handler(gatekeeper);
        router.get(RUNTIME + "/invocation/next").handler(this::next);
        router.get("/berth/claim").handler(this::claim);
        router.get("/berth/code").handler(this::code);
        router.post().handler(BodyHandler.create(false).setBodyLimit(MOST_ANSWER_BYTES));
        router.post(RUNTIME + "/invocation/:request/response").handler(this::response);
        router.post(RUNTIME + "/invocation/:request/error").handler(this::error);
        router.post(RUNTIME + "/init/error").handler(this::initError);
        router.route(RUNTIME + "/invocation/:request/response").failureHandler(this::tooLarge);
        return router;
    }

    private void next(RoutingContext call) {
        park(call, fleet::asksForRequest, RuntimeAnswers::next);
    }

    private void claim(RoutingContext call) {
        park(call, fleet::asksForFunction, RuntimeAnswers::claim);
    }

    /** Read from the database when it is not in memory. */
    private void code(RoutingContext call) {
        var instance = Gatekeeper.instance(call);
        Thread.ofVirtual().name("code-" + instance).start(() -> {
            try {
                fleet.code(instance)
                        .ifPresentOrElse(
                                zip -> call.response()
                                        .putHeader("Content-Type", "application/zip")
                                        .end(Buffer.buffer(zip)),
                                () -> RuntimeAnswers.refuse(call, 403, "Forbidden", "The instance loads nothing."));
            } catch (RuntimeException e) {
                call.fail(e);
            }
        });
    }

    private void response(RoutingContext call) {
        answer(
                call,
                new Answer(
                        call.body().buffer() == null
                                ? new byte[0]
                                : call.body().buffer().getBytes(),
                        null,
                        log(call)));
    }

    private void error(RoutingContext call) {
        answer(call, failure(call));
    }

    private void initError(RoutingContext call) {
        if (fleet.cannotLoad(Gatekeeper.instance(call), failure(call))) {
            RuntimeAnswers.accepted(call);
        } else {
            RuntimeAnswers.refuse(call, 403, "Forbidden", "The instance loads nothing.");
        }
    }

    /** The invocation fails, and the instance lives on, as on AWS Lambda. */
    private void tooLarge(RoutingContext call) {
        if (call.statusCode() != 413) {
            call.next();
            return;
        }
        var message = "The handler's result has more than %d bytes.".formatted(MOST_ANSWER_BYTES);
        var body = new JsonObject()
                .put("errorType", "Function.ResponseSizeTooLarge")
                .put("errorMessage", message);
        fleet.answers(
                Gatekeeper.instance(call),
                call.pathParam("request"),
                new Answer(body.toBuffer().getBytes(), "Function.ResponseSizeTooLarge", log(call)));
        RuntimeAnswers.refuse(call, 413, "RequestEntityTooLarge", message);
    }

    private void answer(RoutingContext call, Answer answer) {
        if (fleet.answers(Gatekeeper.instance(call), call.pathParam("request"), answer)) {
            RuntimeAnswers.accepted(call);
        } else {
            RuntimeAnswers.refuse(call, 400, "InvalidRequestID", "That is not the instance's current request.");
        }
    }

    private <T> void park(
            RoutingContext call, BiPredicate<String, Parked<T>> ask, BiConsumer<RoutingContext, T> write) {
        var instance = Gatekeeper.instance(call);
        var response = call.response();
        Parked<T> parked = value -> {
            if (response.closed() || response.ended()) {
                return false;
            }
            write.accept(call, value);
            return true;
        };
        response.closeHandler(closed -> fleet.hungUp(instance, parked));
        if (!ask.test(instance, parked)) {
            RuntimeAnswers.refuse(call, 403, "Forbidden", "The instance may not ask that now.");
        }
    }

    /** The header's type if the runtime sends one, else the body's. */
    private static Answer failure(RoutingContext call) {
        var buffer = call.body().buffer();
        var body = buffer == null ? new byte[0] : buffer.getBytes();
        var type = call.request().getHeader(ERROR_TYPE);
        return new Answer(body, name(type == null || type.isBlank() ? typeIn(body) : type), log(call));
    }

    /** Written into facts and rows: of a length, and without a NUL. */
    private static String name(String type) {
        var plain = type.replace('\0', '\uFFFD');
        return plain.length() <= LONGEST_TYPE ? plain : plain.substring(0, LONGEST_TYPE);
    }

    private static String typeIn(byte[] body) {
        try {
            return new JsonObject(Buffer.buffer(body)).getString("errorType", "Unhandled");
        } catch (DecodeException | ClassCastException noObject) {
            return "Unhandled";
        }
    }

    private static LogTail log(RoutingContext call) {
        var tail = call.request().getHeader("Berth-Log-Tail");
        if (tail == null) {
            return LogTail.NONE;
        }
        try {
            var text = new String(Base64.getDecoder().decode(tail), StandardCharsets.UTF_8);
            return new LogTail(
                    text.replace('\0', '\uFFFD'), "true".equals(call.request().getHeader("Berth-Log-Cut")));
        } catch (IllegalArgumentException noBase64) {
            return LogTail.NONE;
        }
    }
}
