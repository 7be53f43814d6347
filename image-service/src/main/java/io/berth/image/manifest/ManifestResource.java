package io.berth.image.manifest;

import io.berth.image.access.Action;
import io.berth.image.access.OciRegistry;
import io.berth.image.access.RegistryAccess;
import io.berth.image.access.Requires;
import io.berth.image.oci.Digest;
import io.berth.image.oci.Reference;
import io.berth.image.oci.RegistryError;
import io.berth.image.oci.RegistryException;
import io.berth.image.oci.RepositoryName;
import io.berth.web.Caller;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;

/** Manifests by tag and digest (end-3, end-7 and end-9). */
@Path("/v2")
@OciRegistry
@PermitAll
@RunOnVirtualThread
public class ManifestResource {
    /** What the specification tells clients to count on. */
    private static final int LARGEST = 4 * 1024 * 1024;

    private final ManifestService manifests;
    private final DeletionService deletions;
    private final RegistryAccess access;
    private final Caller caller;

    ManifestResource(ManifestService manifests, DeletionService deletions, RegistryAccess access, Caller caller) {
        this.manifests = manifests;
        this.deletions = deletions;
        this.access = access;
        this.caller = caller;
    }

    @HEAD
    @Path("/{name:.+}/manifests/{reference}")
    @Requires(Action.PULL)
    public Response head(@PathParam("name") String name, @PathParam("reference") String reference) {
        var manifest = manifests.require(RepositoryName.parse(name), Reference.parse(reference));
        return headers(manifest)
                .header("Content-Length", manifest.content().length)
                .build();
    }

    @GET
    @Path("/{name:.+}/manifests/{reference}")
    @Requires(Action.PULL)
    public Response get(@PathParam("name") String name, @PathParam("reference") String reference) {
        var manifest = manifests.require(RepositoryName.parse(name), Reference.parse(reference));
        return headers(manifest).entity(manifest.content()).build();
    }

    @PUT
    @Path("/{name:.+}/manifests/{reference}")
    @Requires(Action.PUSH)
    public Response put(
            @PathParam("name") String name,
            @PathParam("reference") String reference,
            @QueryParam("tag") List<String> tags,
            @HeaderParam("Content-Type") String contentType,
            InputStream body)
            throws IOException {
        var repository = RepositoryName.parse(name);
        var under = access.stored(Reference.parse(reference));
        var further = tags.stream().map(tag -> Reference.Tag.parse(tag).name()).toList();
        var received = Received.of(read(body), contentType);
        var manifest = manifests.put(repository, under, further, received, access.origin(caller.origin()));
        var response = Response.status(201)
                .header("Location", "/v2/" + repository + "/manifests/" + manifest.digest())
                .header("Docker-Content-Digest", manifest.digest());
        manifest.subject().map(Digest::toString).ifPresent(subject -> response.header("OCI-Subject", subject));
        if (under instanceof Reference.ByDigest) {
            further.forEach(tag -> response.header("OCI-Tag", tag));
        }
        return response.build();
    }

    @DELETE
    @Path("/{name:.+}/manifests/{reference}")
    @Requires(Action.PULL)
    public Response delete(
            @PathParam("name") String name, @PathParam("reference") String reference, @Context UriInfo uri) {
        var repository = RepositoryName.parse(name);
        var parsed = Reference.parse(reference);
        access.requireDelete(uri, repository, parsed);
        deletions.delete(repository, parsed, caller.origin());
        return Response.accepted().build();
    }

    private static byte[] read(InputStream body) throws IOException {
        var content = body.readNBytes(LARGEST + 1);
        if (content.length > LARGEST) {
            throw new RegistryException(
                    RegistryError.MANIFEST_INVALID, 413, "a manifest has at most " + LARGEST + " bytes", Map.of());
        }
        return content;
    }

    private static Response.ResponseBuilder headers(Manifest manifest) {
        return Response.ok()
                .header("Content-Type", manifest.mediaType())
                .header("Docker-Content-Digest", manifest.digest())
                .header("ETag", '"' + manifest.digest().toString() + '"');
    }
}
