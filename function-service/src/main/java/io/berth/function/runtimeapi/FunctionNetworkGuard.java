package io.berth.function.runtimeapi;

import io.berth.engine.AddressRange;
import io.berth.function.FunctionConfig;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Keeps instances out of the service's API: this container is on their networks, and the API listens on every address.
 * Whatever arrives on a function network's address, or comes from one, is closed without an answer.
 */
@Singleton
class FunctionNetworkGuard {
    /** Before everything else that looks at a request. */
    private static final int FIRST = 100_000;

    private final AddressRange networks;

    FunctionNetworkGuard(FunctionConfig config) {
        this.networks = new AddressRange(config.addresses());
    }

    void filter(@Observes Filters filters) {
        filters.register(this::check, FIRST);
    }

    private void check(RoutingContext request) {
        var local = request.request().localAddress().hostAddress();
        var remote = request.request().remoteAddress().hostAddress();
        if (onFunctionNetwork(local) || onFunctionNetwork(remote)) {
            request.request().connection().close();
        } else {
            request.next();
        }
    }

    private boolean onFunctionNetwork(String address) {
        return address != null && address.indexOf(':') < 0 && networks.contains(address);
    }
}
