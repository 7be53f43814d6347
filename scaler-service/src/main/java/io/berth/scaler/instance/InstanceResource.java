package io.berth.scaler.instance;

import io.berth.web.Etags;
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
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;

/** Instances of a group, by id or by name. */
@Path("/v1/groups/{group}/instances")
class InstanceResource {
    private final InstanceService instances;
    private final Waiting waiting;

    InstanceResource(InstanceService instances, Waiting waiting) {
        this.instances = instances;
        this.waiting = waiting;
    }

    /** Terminated ones are listed with {@code status=TERMINATED} only. */
    @GET
    @RolesAllowed("viewer")
    @RunOnVirtualThread
    public Page<InstanceView> list(@PathParam("group") String group, @BeanParam PageRequest page) {
        return instances.page(group, page);
    }

    @GET
    @Path("/{id}")
    @RolesAllowed("viewer")
    @RunOnVirtualThread
    public Response get(@PathParam("group") String group, @PathParam("id") String id) {
        return tagged(instances.view(group, id));
    }

    /** Drains it and takes it away; with {@code replace=true} once another one serves, else the group gets smaller. */
    @DELETE
    @Path("/{id}")
    @RolesAllowed("operator")
    @Blocking
    @RunOnVirtualThread
    public Uni<Response> delete(
            @PathParam("group") String group,
            @PathParam("id") String ref,
            @QueryParam("replace") @DefaultValue("true") boolean replace,
            @HeaderParam("If-Match") String ifMatch,
            @BeanParam WaitPreference wait) {
        var id = instances.remove(group, ref, replace, ifMatch);
        return waiting.deleted(wait, id, () -> instances.gone(id));
    }

    /** A protected instance is not chosen when the group shrinks; it is still replaced when it dies. */
    @PUT
    @Path("/{id}/protection")
    @RolesAllowed("operator")
    @RunOnVirtualThread
    public Response protect(
            @PathParam("group") String group, @PathParam("id") String id, @NotNull @Valid Protection body) {
        return tagged(instances.protect(group, id, body.enabled()));
    }

    private static Response tagged(InstanceView view) {
        return Response.ok(view).header("ETag", Etags.of(view.version())).build();
    }

    /** Whether scale-in leaves the instance alone. */
    record Protection(@NotNull Boolean enabled) {}
}
