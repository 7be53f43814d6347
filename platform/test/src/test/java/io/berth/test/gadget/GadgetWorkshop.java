package io.berth.test.gadget;

import io.berth.web.PlatformError;
import io.berth.web.Tenant;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Makes gadgets real in the background: those named {@code slow-…} when told to, {@code bad-…} never. */
@ApplicationScoped
class GadgetWorkshop {
    private final GadgetRepository gadgets;
    private final Tenant tenant;
    private final Clock clock;
    private final Map<String, Boolean> held = new ConcurrentHashMap<>();
    private final ExecutorService hands = Executors.newVirtualThreadPerTaskExecutor();

    GadgetWorkshop(GadgetRepository gadgets, Tenant tenant, Clock clock) {
        this.gadgets = gadgets;
        this.tenant = tenant;
        this.clock = clock;
    }

    record Order(String id) {}

    void on(@Observes(during = TransactionPhase.AFTER_SUCCESS) Order order) {
        hands.execute(() ->
                tenant.run(Tenant.ROOT, () -> QuarkusTransaction.requiringNew().run(() -> work(order.id()))));
    }

    void finishHeld() {
        held.keySet()
                .forEach(id -> tenant.run(
                        Tenant.ROOT,
                        () -> QuarkusTransaction.requiringNew()
                                .run(() -> gadgets.findById(id).ready(clock.instant()))));
        held.clear();
    }

    private void work(String id) {
        var gadget = gadgets.findById(id);
        switch (gadget.status()) {
            case DELETING -> gadgets.delete(gadget);
            case PENDING -> make(gadget);
            case READY, FAILED -> {}
        }
    }

    private void make(Gadget gadget) {
        if (gadget.name().startsWith("slow-")) {
            held.put(gadget.id(), true);
        } else if (gadget.name().startsWith("bad-")) {
            gadget.failed(PlatformError.INVALID_FIELD, "Nobody can make this.", clock.instant());
        } else {
            gadget.ready(clock.instant());
        }
    }
}
