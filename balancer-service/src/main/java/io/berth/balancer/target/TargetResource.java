package io.berth.balancer.target;

import com.fasterxml.jackson.databind.JsonNode;
import io.berth.web.Caller;
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
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;

/** Targets of one pool. */
@Path("/v1/pools/{pool}/targets")
@RunOnVirtualThread
class TargetResource {
    private final TargetService targets;
    private final Caller caller;
    private final Waiting waiting;

    TargetResource(TargetService targets, Caller caller, Waiting waiting) {
        this.targets = targets;
        this.caller = caller;
        this.waiting = waiting;
    }

    @POST
    @RolesAllowed("operator")
    @Blocking
    public Uni<Response> create(
            @PathParam("pool") String pool, @Valid @NotNull CreateTarget body, @BeanParam WaitPreference wait) {
        var id = targets.create(pool, body, caller.origin()).id();
        return waiting.created(
                wait, id, URI.create("/v1/pools/" + pool + "/targets/" + id), () -> targets.view(pool, id));
    }

    @GET
    @RolesAllowed("viewer")
    public Page<TargetView> list(@PathParam("pool") String pool, @BeanParam PageRequest page) {
        return targets.page(pool, page);
    }

    @GET
    @Path("{ref}")
    @RolesAllowed("viewer")
    public Response get(@PathParam("pool") String pool, @PathParam("ref") String ref) {
        return Etags.ok(targets.view(pool, ref));
    }

    @PATCH
    @Path("{ref}")
    @Consumes({MergePatch.MEDIA_TYPE, MediaType.APPLICATION_JSON})
    @RolesAllowed("operator")
    public Response patch(
            @PathParam("pool") String pool,
            @PathParam("ref") String ref,
            JsonNode patch,
            @HeaderParam("If-Match") String ifMatch) {
        return Etags.ok(targets.patch(pool, ref, patch, ifMatch));
    }

    @DELETE
    @Path("{ref}")
    @RolesAllowed("operator")
    @Blocking
    public Uni<Response> delete(
            @PathParam("pool") String pool,
            @PathParam("ref") String ref,
            @HeaderParam("If-Match") String ifMatch,
            @BeanParam WaitPreference wait) {
        var id = targets.delete(pool, ref, ifMatch, caller.origin()).id();
        return waiting.deleted(wait, id, () -> targets.gone(id));
    }
}
