package io.berth.scaler.policy;

import com.fasterxml.jackson.databind.JsonNode;
import io.berth.web.Etags;
import io.berth.web.MergePatch;
import io.berth.web.Page;
import io.berth.web.PageRequest;
import io.smallrye.common.annotation.RunOnVirtualThread;
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

/** Policies of a group. They take effect at once, so creating one is answered with 201. */
@Path("/v1/groups/{group}/policies")
class PolicyResource {
    private final PolicyService policies;

    PolicyResource(PolicyService policies) {
        this.policies = policies;
    }

    @POST
    @RolesAllowed("operator")
    @RunOnVirtualThread
    public Response create(@PathParam("group") String group, @NotNull @Valid PolicySpec body) {
        var policy = policies.create(group, body);
        return Response.created(URI.create("/v1/groups/%s/policies/%s".formatted(policy.group(), policy.id())))
                .header("ETag", Etags.of(policy.version()))
                .entity(policy)
                .build();
    }

    @GET
    @RolesAllowed("viewer")
    @RunOnVirtualThread
    public Page<PolicyView> list(@PathParam("group") String group, @BeanParam PageRequest page) {
        return policies.page(group, page);
    }

    @GET
    @Path("/{ref}")
    @RolesAllowed("viewer")
    @RunOnVirtualThread
    public Response get(@PathParam("group") String group, @PathParam("ref") String ref) {
        return Etags.ok(policies.view(group, ref));
    }

    @PATCH
    @Path("/{ref}")
    @Consumes({MergePatch.MEDIA_TYPE, MediaType.APPLICATION_JSON})
    @RolesAllowed("operator")
    @RunOnVirtualThread
    public Response patch(
            @PathParam("group") String group,
            @PathParam("ref") String ref,
            @HeaderParam("If-Match") String ifMatch,
            @NotNull JsonNode patch) {
        return Etags.ok(policies.patch(group, ref, patch, ifMatch));
    }

    @DELETE
    @Path("/{ref}")
    @RolesAllowed("operator")
    @RunOnVirtualThread
    public Response delete(
            @PathParam("group") String group, @PathParam("ref") String ref, @HeaderParam("If-Match") String ifMatch) {
        policies.delete(group, ref, ifMatch);
        return Response.noContent().build();
    }
}
