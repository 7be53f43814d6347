package io.berth.image.catalog;

import io.berth.image.manifest.Tag;
import io.berth.web.Caller;
import io.berth.web.Etags;
import io.berth.web.Page;
import io.berth.web.PageRequest;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

/** Repositories of the caller's project. Names hold slashes, plain or as {@code %2F}. */
@Path("/v1/repositories")
@RunOnVirtualThread
public class RepositoryResource {
    private final CatalogService catalog;
    private final Caller caller;

    RepositoryResource(CatalogService catalog, Caller caller) {
        this.catalog = catalog;
        this.caller = caller;
    }

    @GET
    @RolesAllowed("viewer")
    public Page<RepositoryView> list(@BeanParam PageRequest page) {
        return catalog.list(caller.project(), page);
    }

    @GET
    @Path("/{name:.+}")
    @RolesAllowed("viewer")
    public Response get(@PathParam("name") String name) {
        return Etags.ok(catalog.require(caller.project(), name));
    }

    @GET
    @Path("/{name:.+}/tags")
    @RolesAllowed("viewer")
    public Page<Tag> tags(@PathParam("name") String name, @BeanParam PageRequest page) {
        return catalog.tags(caller.project(), name, page);
    }

    @GET
    @Path("/{name:.+}/manifests/{reference}")
    @RolesAllowed("viewer")
    @Produces(MediaType.APPLICATION_JSON)
    @APIResponseSchema(CatalogService.ManifestView.class)
    public Response manifest(@PathParam("name") String name, @PathParam("reference") String reference) {
        var manifest = catalog.manifest(caller.project(), name, reference);
        return Response.ok(manifest).tag(manifest.digest()).build();
    }

    @DELETE
    @Path("/{name:.+}/tags/{tag}")
    @RolesAllowed("operator")
    public Response deleteTag(@PathParam("name") String name, @PathParam("tag") String tag) {
        catalog.deleteTag(caller.project(), name, tag, caller.origin());
        return Response.noContent().build();
    }
}
