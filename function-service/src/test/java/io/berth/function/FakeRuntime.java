package io.berth.function;

import io.berth.engine.fake.FakeEngine;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** A runtime that speaks the real Runtime API from an instance's address, and does what its handler's name says. */
final class FakeRuntime {
    private static final String BASE = "/2018-06-01/runtime";

    private final FakeEngine engine;
    private final String container;
    private final String name;
    private final int port;
    private final Supplier<CountDownLatch> held;
    private final HttpClient http;
    private final Context loop;
    private final List<Integer> refusals = new CopyOnWriteArrayList<>();
    private volatile boolean stopped;

    record Reply(int status, Map<String, String> headers, Buffer body) {}

    FakeRuntime(
            Vertx vertx,
            FakeEngine engine,
            String container,
            String address,
            String name,
            int port,
            Supplier<CountDownLatch> held) {
        this.engine = engine;
        this.container = container;
        this.name = name;
        this.port = port;
        this.held = held;
        this.loop = vertx.getOrCreateContext();
        this.http = vertx.createHttpClient(new HttpClientOptions().setLocalAddress(address));
    }

    void stop() {
        stopped = true;
        http.close();
    }

    /** Statuses of calls that it made although they are not allowed. */
    List<Integer> refusals() {
        return refusals;
    }

    void run() {
        try {
            var claim = call(name, HttpMethod.GET, "/berth/claim", "", Map.of());
            if (claim.status() != 200) {
                return;
            }
            var code = call(name, HttpMethod.GET, "/berth/code", "", Map.of());
            var handler = claim.body().toJsonObject().getString("handler").split("\\.")[1];
            if (handler.equals("slowinit")) {
                return;
            }
            if (handler.equals("broken")) {
                call(
                        name,
                        HttpMethod.POST,
                        BASE + "/init/error",
                        error("Runtime.ImportModuleError", "no such file"),
                        Map.of());
                engine.exit(container, 1);
                return;
            }
            while (!stopped) {
                serve(claim.body().toJsonObject(), handler, code.body().length());
            }
        } catch (ExecutionException | InterruptedException | TimeoutException | RuntimeException over) {
            stop();
        }
    }

    private void serve(JsonObject claim, String handler, int codeBytes)
            throws ExecutionException, InterruptedException, TimeoutException {
        var next = call(name, HttpMethod.GET, BASE + "/invocation/next", "", Map.of());
        var id = next.headers().get("lambda-runtime-aws-request-id");
        switch (handler) {
            case "throws" -> post(id, "/error", error("Error", "as asked"));
            case "exits" -> die(3);
            case "eats" -> {
                engine.outOfMemory(container);
                stop();
            }
            case "sleeps" -> held.get().await(60, TimeUnit.SECONDS);
            case "holds" -> {
                held.get().await(60, TimeUnit.SECONDS);
                post(id, "/response", "\"held\"");
            }
            case "forges" -> {
                refusals.add(post("11111111-1111-1111-1111-111111111111", "/response", "\"forged\"")
                        .status());
                refusals.add(call(
                                "other.runtime.internal",
                                HttpMethod.POST,
                                BASE + "/invocation/" + id + "/response",
                                "\"forged\"",
                                Map.of())
                        .status());
                refusals.add(call(name, HttpMethod.GET, BASE + "/invocation/next", "", Map.of())
                        .status());
                refusals.add(
                        call(name, HttpMethod.GET, "/berth/claim", "", Map.of()).status());
                refusals.add(
                        call(name, HttpMethod.GET, "/berth/code", "", Map.of()).status());
                post(id, "/response", "\"mine\"");
                refusals.add(post(id, "/response", "\"again\"").status());
            }
            case "env" -> post(id, "/response", claim.getJsonObject("env").encode());
            case "headers" -> post(id, "/response", new JsonObject(Map.copyOf(next.headers())).encode());
            default ->
                post(
                        id,
                        "/response",
                        new JsonObject()
                                .put("event", next.body().toString())
                                .put("instance", name)
                                .put("code", codeBytes)
                                .encode());
        }
    }

    private void die(int exitCode) {
        engine.exit(container, exitCode);
        stop();
    }

    private Reply post(String id, String what, String body)
            throws ExecutionException, InterruptedException, TimeoutException {
        return call(
                name,
                HttpMethod.POST,
                BASE + "/invocation/" + id + what,
                body,
                Map.of("Berth-Log-Tail", "bG9nZ2Vk", "Berth-Log-Cut", "true"));
    }

    private Reply call(String host, HttpMethod method, String path, String body, Map<String, String> headers)
            throws ExecutionException, InterruptedException, TimeoutException {
        var options = new RequestOptions()
                .setServer(SocketAddress.inetSocketAddress(port, "127.0.0.1"))
                .setHost(host)
                .setPort(port)
                .setMethod(method)
                .setURI(path);
        headers.forEach(options::putHeader);
        var reply = new CompletableFuture<Reply>();
        // On one event loop: an answer that came on another could be over before its body was asked for.
        loop.runOnContext(now -> http.request(options)
                .compose(request -> request.send(Buffer.buffer(body)))
                .compose(FakeRuntime::reply)
                .onSuccess(reply::complete)
                .onFailure(reply::completeExceptionally));
        return reply.get(120, TimeUnit.SECONDS);
    }

    private static Future<Reply> reply(HttpClientResponse answer) {
        var headers = new TreeMap<String, String>();
        answer.headers().forEach(header -> headers.put(header.getKey().toLowerCase(Locale.ROOT), header.getValue()));
        return answer.body().map(content -> new Reply(answer.statusCode(), headers, content));
    }

    private static String error(String type, String message) {
        return new JsonObject()
                .put("errorType", type)
                .put("errorMessage", message)
                .put("stackTrace", new JsonArray())
                .encode();
    }
}
