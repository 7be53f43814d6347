package io.berth.test;

import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Keeps hold of the application's router, whose routes {@link Endpoints} lists. */
@Singleton
class RouterWitness {
    private Router router;

    void routes(@Observes Router started) {
        this.router = started;
    }

    Router router() {
        return router;
    }
}
