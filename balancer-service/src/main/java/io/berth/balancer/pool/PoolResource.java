package io.berth.balancer.pool;

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
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;

/** Pools of the caller's project. */
@Path("/v1/pools")
@RunOnVirtualThread
class PoolResource {
    private final PoolService pools;
    private final Waiting waiting;

    PoolResource(PoolService pools, Waiting waiting) {
        this.pools = pools;
        this.waiting = waiting;
    }

    @POST
    @RolesAllowed("operator")
    @Blocking
    public Uni<Response> create(@Valid @NotNull CreatePool body, @BeanParam WaitPreference wait) {
        var id = pools.create(body).id();
        return waiting.created(wait, id, URI.create("/v1/pools/" + id), () -> pools.view(id));
    }

    @GET
    @RolesAllowed("viewer")
    public Page<PoolView> list(@BeanParam PageRequest page) {
        return pools.page(page);
    }

    @GET
    @Path("{ref}")
    @RolesAllowed("viewer")
    public Response get(@PathParam("ref") String ref) {
        return Etags.ok(pools.view(ref));
    }

    @PATCH
    @Path("{ref}")
    @Consumes({MergePatch.MEDIA_TYPE, MediaType.APPLICATION_JSON})
    @RolesAllowed("operator")
    public Response patch(@PathParam("ref") String ref, JsonNode patch, @HeaderParam("If-Match") String ifMatch) {
        return Etags.ok(pools.patch(ref, patch, ifMatch));
    }

    @DELETE
    @Path("{ref}")
    @RolesAllowed("operator")
    @Blocking
    public Uni<Response> delete(
            @PathParam("ref") String ref, @HeaderParam("If-Match") String ifMatch, @BeanParam WaitPreference wait) {
        var id = pools.delete(ref, ifMatch).id();
        return waiting.deleted(wait, id, () -> pools.gone(id));
    }
}
