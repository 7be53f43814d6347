package io.berth.test.gadget;

import io.berth.web.ResourceRepository;
import jakarta.enterprise.context.ApplicationScoped;

@ApplicationScoped
class GadgetRepository extends ResourceRepository<Gadget> {
    GadgetRepository() {
        super("gadget");
    }
}
