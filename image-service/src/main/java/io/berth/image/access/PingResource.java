package io.berth.image.access;

import io.berth.image.oci.RegistryError;
import io.berth.image.oci.RegistryException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;

/** {@code /v2/} itself (end-1), where clients find out how to log in, and every path below it that means nothing. */
@Path("/v2")
@OciRegistry
@PermitAll
@RunOnVirtualThread
public class PingResource {
    static final String VERSION_HEADER = "Docker-Distribution-Api-Version";
    static final String VERSION = "registry/2.0";

    @GET
    @Requires
    public Response ping() {
        return Response.ok("{}", MediaType.APPLICATION_JSON_TYPE)
                .header(VERSION_HEADER, VERSION)
                .build();
    }

    @GET
    @Path("/{path:.+}")
    @Requires
    public Response get() {
        throw nothingHere();
    }

    @POST
    @Path("/{path:.+}")
    @Requires
    public Response post() {
        throw nothingHere();
    }

    @PUT
    @Path("/{path:.+}")
    @Requires
    public Response put() {
        throw nothingHere();
    }

    @PATCH
    @Path("/{path:.+}")
    @Requires
    public Response patch() {
        throw nothingHere();
    }

    @DELETE
    @Path("/{path:.+}")
    @Requires
    public Response delete() {
        throw nothingHere();
    }

    private static RegistryException nothingHere() {
        return new RegistryException(RegistryError.UNSUPPORTED, 404, "the registry has no such path", Map.of());
    }
}
