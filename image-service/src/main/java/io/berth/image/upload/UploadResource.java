package io.berth.image.upload;

import io.berth.image.access.Action;
import io.berth.image.access.OciRegistry;
import io.berth.image.access.RegistryAccess;
import io.berth.image.access.Requires;
import io.berth.image.blob.BlobService;
import io.berth.image.oci.ContentRange;
import io.berth.image.oci.Digest;
import io.berth.image.oci.RegistryError;
import io.berth.image.oci.RegistryException;
import io.berth.image.oci.RepositoryName;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.Optional;
import java.util.UUID;

/** Blobs on their way in (end-4 to end-6, end-11, end-13 and end-14). Bodies are streams: nothing gathers them. */
@Path("/v2")
@OciRegistry
@PermitAll
@RunOnVirtualThread
public class UploadResource {
    private final UploadService uploads;
    private final BlobService blobs;
    private final RegistryAccess access;

    UploadResource(UploadService uploads, BlobService blobs, RegistryAccess access) {
        this.uploads = uploads;
        this.blobs = blobs;
        this.access = access;
    }

    /** Mounts, takes a whole blob at once, or begins an upload: what the query asks for. */
    @POST
    @Path("/{name:.+}/blobs/uploads{slash:\\W?}")
    @Requires(Action.PUSH)
    public Response start(
            @PathParam("name") String name,
            @QueryParam("mount") String mount,
            @QueryParam("from") String from,
            @QueryParam("digest") String digest,
            @QueryParam("digest-algorithm") String algorithm,
            InputStream body) {
        var repository = RepositoryName.parse(name);
        var mounted = mount == null ? Optional.<Digest>empty() : mount(repository, mount, from);
        if (mounted.isPresent()) {
            return created(repository, mounted.get());
        }
        if (digest != null) {
            var expected = Digest.parse(digest);
            var upload = uploads.start(repository, expected.algorithm());
            uploads.finish(repository, upload.id(), Optional.empty(), body, expected);
            return created(repository, expected);
        }
        var hash = algorithm == null ? Digest.Algorithm.SHA256 : Digest.Algorithm.named(algorithm);
        return progress(202, uploads.start(repository, hash));
    }

    @GET
    @Path("/{name:.+}/blobs/uploads/{upload}")
    @Requires(Action.PUSH)
    public Response status(@PathParam("name") String name, @PathParam("upload") String upload) {
        return progress(204, uploads.require(RepositoryName.parse(name), id(upload)));
    }

    @PATCH
    @Path("/{name:.+}/blobs/uploads/{upload}")
    @Requires(Action.PUSH)
    public Response append(
            @PathParam("name") String name,
            @PathParam("upload") String upload,
            @HeaderParam("Content-Range") String range,
            InputStream body) {
        return progress(202, uploads.append(RepositoryName.parse(name), id(upload), ContentRange.parse(range), body));
    }

    @PUT
    @Path("/{name:.+}/blobs/uploads/{upload}")
    @Requires(Action.PUSH)
    public Response finish(
            @PathParam("name") String name,
            @PathParam("upload") String upload,
            @QueryParam("digest") String digest,
            @HeaderParam("Content-Range") String range,
            InputStream body) {
        var repository = RepositoryName.parse(name);
        var blob = uploads.finish(repository, id(upload), ContentRange.parse(range), body, Digest.parse(digest));
        return created(repository, blob.digest());
    }

    @DELETE
    @Path("/{name:.+}/blobs/uploads/{upload}")
    @Requires(Action.PUSH)
    public Response cancel(@PathParam("name") String name, @PathParam("upload") String upload) {
        uploads.cancel(RepositoryName.parse(name), id(upload));
        return Response.noContent().build();
    }

    /**
     * Takes a blob over from a repository that the token opens for pulling: the one named, else any. A blob that cannot
     * be mounted is no error, whatever the reason: the client uploads it instead.
     */
    private Optional<Digest> mount(RepositoryName target, String mount, String from) {
        var sources = from == null
                ? access.pullable()
                : RepositoryName.tryParse(from).filter(source -> access.opens(source, Action.PULL)).stream()
                        .toList();
        return Digest.tryParse(mount).filter(digest -> blobs.mount(target, sources, digest));
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new RegistryException(RegistryError.BLOB_UPLOAD_UNKNOWN, "no such upload");
        }
    }

    private static Response progress(int status, Upload upload) {
        return Response.status(status)
                .header("Location", upload.location())
                .header("Range", upload.range())
                .header("Docker-Upload-UUID", upload.id())
                .build();
    }

    private static Response created(RepositoryName repository, Digest digest) {
        return Response.status(201)
                .header("Location", "/v2/" + repository + "/blobs/" + digest)
                .header("Docker-Content-Digest", digest)
                .build();
    }
}
