package io.berth.image.blob;

import io.berth.image.access.Action;
import io.berth.image.access.OciRegistry;
import io.berth.image.access.Requires;
import io.berth.image.oci.ByteRange;
import io.berth.image.oci.Digest;
import io.berth.image.oci.RepositoryName;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.PathPart;

/** Blobs on their way out, and their removal (end-2 and end-10). */
@Path("/v2")
@OciRegistry
@PermitAll
@RunOnVirtualThread
public class BlobResource {
    private static final String DIGEST_HEADER = "Docker-Content-Digest";

    private final BlobService blobs;
    private final BlobFiles files;

    BlobResource(BlobService blobs, BlobFiles files) {
        this.blobs = blobs;
        this.files = files;
    }

    @HEAD
    @Path("/{name:.+}/blobs/{digest}")
    @Requires(Action.PULL)
    public Response head(@PathParam("name") String name, @PathParam("digest") String digest) {
        var blob = blobs.wanted(RepositoryName.parse(name), Digest.parse(digest));
        return headers(Response.ok(), blob)
                .header("Content-Length", blob.sizeBytes())
                .build();
    }

    @GET
    @Path("/{name:.+}/blobs/{digest}")
    @Requires(Action.PULL)
    public Response get(
            @PathParam("name") String name, @PathParam("digest") String digest, @HeaderParam("Range") String range) {
        var blob = blobs.wanted(RepositoryName.parse(name), Digest.parse(digest));
        var file = files.file(blob.path());
        var part = ByteRange.parse(range, blob.sizeBytes());
        if (part.isPresent()) {
            var bytes = part.get();
            return headers(Response.status(206), blob)
                    .header("Content-Range", "bytes " + bytes.first() + "-" + bytes.last() + "/" + blob.sizeBytes())
                    .entity(new PathPart(file, bytes.first(), bytes.length()))
                    .build();
        }
        return headers(Response.ok(), blob)
                .entity(blob.sizeBytes() == 0 ? new byte[0] : new PathPart(file, 0, blob.sizeBytes()))
                .build();
    }

    @DELETE
    @Path("/{name:.+}/blobs/{digest}")
    @Requires(Action.DELETE)
    public Response delete(@PathParam("name") String name, @PathParam("digest") String digest) {
        blobs.delete(RepositoryName.parse(name), Digest.parse(digest));
        return Response.accepted().build();
    }

    private static Response.ResponseBuilder headers(Response.ResponseBuilder response, Blob blob) {
        return response.type(MediaType.APPLICATION_OCTET_STREAM_TYPE)
                .header(DIGEST_HEADER, blob.digest())
                .header("ETag", '"' + blob.digest().toString() + '"')
                .header("Cache-Control", "private, max-age=31536000, immutable")
                .header("Accept-Ranges", "bytes");
    }
}
