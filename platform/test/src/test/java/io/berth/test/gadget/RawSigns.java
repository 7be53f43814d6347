package io.berth.test.gadget;

import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** A route outside JAX-RS, as a registry has them. */
@Singleton
class RawSigns {
    void routes(@Observes Router router) {
        router.get("/raw/signs/:sign").handler(request -> {
            if (request.pathParam("sign").equals("broken")) {
                throw new IllegalStateException("io.berth.secret: broken");
            }
            var ignored = request.end(request.pathParam("sign"));
        });
    }
}
