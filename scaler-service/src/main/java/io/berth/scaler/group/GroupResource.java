package io.berth.scaler.group;

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
import java.util.EnumSet;
import java.util.Set;

/** Scaling groups of the caller's project. */
@Path("/v1/groups")
class GroupResource {
    private final GroupService groups;
    private final Waiting waiting;

    GroupResource(GroupService groups, Waiting waiting) {
        this.groups = groups;
        this.waiting = waiting;
    }

    /** Ready when {@code min} instances are in service. */
    @POST
    @RolesAllowed("operator")
    @Blocking
    @RunOnVirtualThread
    public Uni<Response> create(@NotNull @Valid GroupSpec body, @BeanParam WaitPreference wait) {
        var group = groups.create(body);
        var location = URI.create("/v1/groups/" + group.id());
        return waiting.created(wait, group.id(), location, () -> groups.view(group.id()));
    }

    @GET
    @RolesAllowed("viewer")
    @RunOnVirtualThread
    public Page<GroupView> list(@BeanParam PageRequest page) {
        return groups.page(page);
    }

    @GET
    @Path("/{ref}")
    @RolesAllowed("viewer")
    @RunOnVirtualThread
    public Response get(@PathParam("ref") String ref) {
        return Etags.ok(groups.view(ref));
    }

    /** A changed template becomes a new version; instances that exist keep theirs. */
    @PATCH
    @Path("/{ref}")
    @Consumes({MergePatch.MEDIA_TYPE, MediaType.APPLICATION_JSON})
    @RolesAllowed("operator")
    @RunOnVirtualThread
    public Response patch(
            @PathParam("ref") String ref, @HeaderParam("If-Match") String ifMatch, @NotNull JsonNode patch) {
        return Etags.ok(groups.patch(ref, patch, ifMatch));
    }

    /** Drains and removes every instance, guarded ones too. */
    @DELETE
    @Path("/{ref}")
    @RolesAllowed("operator")
    @Blocking
    @RunOnVirtualThread
    public Uni<Response> delete(
            @PathParam("ref") String ref, @HeaderParam("If-Match") String ifMatch, @BeanParam WaitPreference wait) {
        var id = groups.delete(ref, ifMatch);
        return waiting.deleted(wait, id, () -> groups.gone(id));
    }

    @POST
    @Path("/{ref}/scale")
    @RolesAllowed("operator")
    @RunOnVirtualThread
    public Response scale(@PathParam("ref") String ref, @NotNull @Valid Scale body) {
        return Etags.ok(groups.scale(ref, body.desired()));
    }

    /** @param body processes, all when absent */
    @POST
    @Path("/{ref}/suspend")
    @RolesAllowed("operator")
    @RunOnVirtualThread
    public Response suspend(@PathParam("ref") String ref, Set<Process> body) {
        return Etags.ok(groups.suspend(ref, orAll(body)));
    }

    /** @param body processes, all when absent */
    @POST
    @Path("/{ref}/resume")
    @RolesAllowed("operator")
    @RunOnVirtualThread
    public Response resume(@PathParam("ref") String ref, Set<Process> body) {
        return Etags.ok(groups.resume(ref, orAll(body)));
    }

    private static Set<Process> orAll(Set<Process> named) {
        return named == null || named.isEmpty() ? EnumSet.allOf(Process.class) : named;
    }

    /** How many instances a group should have. */
    record Scale(@NotNull Integer desired) {}
}
