package io.berth.function.runtimeapi;

import io.berth.function.FunctionConfig;
import io.berth.function.instance.Fleet;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Lets in who calls from the address of an instance and by that instance's own host name. Containers cannot choose their
 * source address (they have no raw sockets), and pages and proxies inside one cannot choose the name.
 */
@ApplicationScoped
class Gatekeeper implements Handler<RoutingContext> {
    private static final String INSTANCE = "berth.instance";

    private final Fleet fleet;
    private final int port;

    Gatekeeper(Fleet fleet, FunctionConfig config) {
        this.fleet = fleet;
        this.port = config.runtimePort();
    }

    @Override
    public void handle(RoutingContext call) {
        var request = call.request();
        var instance = fleet.at(request.remoteAddress().hostAddress())
                .filter(known -> (known.hostName() + ":" + port).equalsIgnoreCase(request.getHeader("Host")));
        if (instance.isPresent()) {
            call.put(INSTANCE, instance.get().id());
            call.next();
        } else {
            RuntimeAnswers.refuse(call, 403, "Forbidden", "This listener is for instances of functions.");
        }
    }

    /** The instance that makes this call. */
    static String instance(RoutingContext call) {
        return call.get(INSTANCE);
    }
}
