package io.berth.test.gadget;

import com.fasterxml.jackson.databind.JsonNode;
import io.berth.web.Etags;
import io.berth.web.MergePatch;
import io.berth.web.Page;
import io.berth.web.PageRequest;
import io.berth.web.WaitPreference;
import io.berth.web.Waiting;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.net.URI;

@Path("/v1/gadgets")
@Blocking
@RunOnVirtualThread
class GadgetResource {
    private final GadgetService gadgets;
    private final Waiting waiting;

    GadgetResource(GadgetService gadgets, Waiting waiting) {
        this.gadgets = gadgets;
        this.waiting = waiting;
    }

    @POST
    @RolesAllowed("operator")
    public Uni<Response> create(@Valid @NotNull CreateGadget body, @BeanParam WaitPreference wait) {
        var made = gadgets.create(body);
        if (made.name().startsWith("lost-")) {
            throw new IllegalStateException("The answer was lost after the commit");
        }
        return waiting.created(wait, made.id(), URI.create("/v1/gadgets/" + made.id()), () -> gadgets.view(made.id()));
    }

    @GET
    @RolesAllowed("viewer")
    public Page<GadgetView> list(@BeanParam PageRequest page) {
        return gadgets.page(page);
    }

    @GET
    @Path("/{ref}")
    @RolesAllowed("viewer")
    public Response get(String ref) {
        return Etags.ok(gadgets.view(ref));
    }

    @PATCH
    @Path("/{ref}")
    @Consumes({MergePatch.MEDIA_TYPE, "application/json"})
    @RolesAllowed("operator")
    public Response patch(String ref, @HeaderParam("If-Match") String ifMatch, JsonNode patch) {
        return Etags.ok(gadgets.patch(ref, ifMatch, patch));
    }

    @DELETE
    @Path("/{ref}")
    @RolesAllowed("operator")
    public Uni<Response> delete(String ref, @HeaderParam("If-Match") String ifMatch, @BeanParam WaitPreference wait) {
        var id = gadgets.delete(ref, ifMatch);
        return waiting.deleted(wait, id, () -> gadgets.gone(id));
    }
}
