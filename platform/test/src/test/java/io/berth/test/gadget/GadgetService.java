package io.berth.test.gadget;

import com.fasterxml.jackson.databind.JsonNode;
import io.berth.web.Caller;
import io.berth.web.Etags;
import io.berth.web.MergePatch;
import io.berth.web.Page;
import io.berth.web.PageRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Clock;

@ApplicationScoped
class GadgetService {
    private final GadgetRepository gadgets;
    private final MergePatch patches;
    private final Caller caller;
    private final Clock clock;
    private final Event<GadgetWorkshop.Order> orders;
    private final GadgetThief thief;

    GadgetService(
            GadgetRepository gadgets,
            MergePatch patches,
            Caller caller,
            Clock clock,
            Event<GadgetWorkshop.Order> orders,
            GadgetThief thief) {
        this.gadgets = gadgets;
        this.patches = patches;
        this.caller = caller;
        this.clock = clock;
        this.orders = orders;
        this.thief = thief;
    }

    @Transactional
    GadgetView create(CreateGadget wanted) {
        gadgets.requireNameFree(wanted.name());
        var gadget = new Gadget(wanted, caller.origin(), clock.instant());
        if (gadget.name().startsWith("robbed-")) {
            thief.take(gadget.name());
        }
        gadgets.persist(gadget);
        if (gadget.name().startsWith("torn-")) {
            throw new IllegalStateException("The commit did not come about");
        }
        orders.fire(new GadgetWorkshop.Order(gadget.id()));
        return GadgetView.of(gadget);
    }

    @Transactional
    GadgetView view(String ref) {
        return GadgetView.of(gadgets.requireRef(ref));
    }

    @Transactional
    Page<GadgetView> page(PageRequest request) {
        return gadgets.page(request).map(GadgetView::of);
    }

    @Transactional
    GadgetView patch(String ref, String ifMatch, JsonNode patch) {
        var gadget = gadgets.requireLocked(ref);
        Etags.requireMatch(ifMatch, gadget.version());
        gadget.change(patches.apply(patch, gadget.patchable(), PatchGadget.class), clock.instant());
        gadgets.flush();
        return GadgetView.of(gadget);
    }

    @Transactional
    String delete(String ref, String ifMatch) {
        var gadget = gadgets.requireLocked(ref);
        Etags.requireMatch(ifMatch, gadget.version());
        gadget.deleting(clock.instant());
        orders.fire(new GadgetWorkshop.Order(gadget.id()));
        return gadget.id();
    }

    @Transactional
    boolean gone(String id) {
        return gadgets.findRef(id).isEmpty();
    }
}
