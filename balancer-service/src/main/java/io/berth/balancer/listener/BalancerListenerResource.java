package io.berth.balancer.listener;

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

/** Listeners of one balancer. */
@Path("/v1/balancers/{balancer}/listeners")
@RunOnVirtualThread
class BalancerListenerResource {
    private final ListenerService listeners;
    private final Caller caller;
    private final Waiting waiting;

    BalancerListenerResource(ListenerService listeners, Caller caller, Waiting waiting) {
        this.listeners = listeners;
        this.caller = caller;
        this.waiting = waiting;
    }

    @POST
    @RolesAllowed("operator")
    @Blocking
    public Uni<Response> create(
            @PathParam("balancer") String balancer,
            @Valid @NotNull CreateListener body,
            @BeanParam WaitPreference wait) {
        var id = listeners.create(balancer, body, caller.origin()).id();
        return waiting.created(wait, id, URI.create("/v1/listeners/" + id), () -> listeners.view(null, id));
    }

    @GET
    @RolesAllowed("viewer")
    public Page<ListenerView> list(@PathParam("balancer") String balancer, @BeanParam PageRequest page) {
        return listeners.page(balancer, page);
    }

    @GET
    @Path("{ref}")
    @RolesAllowed("viewer")
    public Response get(@PathParam("balancer") String balancer, @PathParam("ref") String ref) {
        return Etags.ok(listeners.view(balancer, ref));
    }

    @PATCH
    @Path("{ref}")
    @Consumes({MergePatch.MEDIA_TYPE, MediaType.APPLICATION_JSON})
    @RolesAllowed("operator")
    public Response patch(
            @PathParam("balancer") String balancer,
            @PathParam("ref") String ref,
            JsonNode patch,
            @HeaderParam("If-Match") String ifMatch) {
        return Etags.ok(listeners.patch(balancer, ref, patch, ifMatch, caller.origin()));
    }

    @DELETE
    @Path("{ref}")
    @RolesAllowed("operator")
    @Blocking
    public Uni<Response> delete(
            @PathParam("balancer") String balancer,
            @PathParam("ref") String ref,
            @HeaderParam("If-Match") String ifMatch,
            @BeanParam WaitPreference wait) {
        var id = listeners.delete(balancer, ref, ifMatch, caller.origin()).id();
        return waiting.deleted(wait, id, () -> listeners.gone(id));
    }
}
