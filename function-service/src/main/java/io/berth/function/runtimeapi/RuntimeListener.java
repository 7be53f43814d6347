package io.berth.function.runtimeapi;

import io.berth.function.FunctionConfig;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** The second listener of this service, for instances only. */
@ApplicationScoped
class RuntimeListener {
    private static final Logger LOG = Logger.getLogger(RuntimeListener.class);
    /** A log tail of 4 KiB in base 64, and room for the rest. */
    private static final int MOST_HEADER_BYTES = 16 * 1024;

    private final Vertx vertx;
    private final RuntimeRoutes routes;
    private final FunctionConfig config;
    private HttpServer server;

    RuntimeListener(Vertx vertx, RuntimeRoutes routes, FunctionConfig config) {
        this.vertx = vertx;
        this.routes = routes;
        this.config = config;
    }

    /** Before the first instance is started. */
    void start(@Observes @Priority(1) StartupEvent started) throws Exception {
        var options = new HttpServerOptions()
                .setPort(config.runtimePort())
                .setMaxHeaderSize(MOST_HEADER_BYTES)
                .setTcpNoDelay(true);
        server = vertx.createHttpServer(options).requestHandler(routes.router());
        server.listen().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        LOG.infof("runtime API listens port=%d", server.actualPort());
    }

    void stop(@Observes ShutdownEvent stopping) throws Exception {
        if (server != null) {
            server.close().toCompletionStage().toCompletableFuture().get(2, TimeUnit.SECONDS);
        }
    }
}
