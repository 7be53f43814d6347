package io.berth.function.function;

import com.fasterxml.jackson.databind.JsonNode;
import io.berth.web.Caller;
import io.berth.web.Etags;
import io.berth.web.MergePatch;
import io.berth.web.Page;
import io.berth.web.PageRequest;
import io.berth.web.ProblemException;
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
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import org.jboss.resteasy.reactive.PartType;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;

/** Functions of the caller's project. */
@Path("/v1/functions")
class FunctionResource {
    private final FunctionService functions;
    private final Archive archives;
    private final Caller caller;
    private final Waiting waiting;
    private final MergePatch patches;

    FunctionResource(FunctionService functions, Archive archives, Caller caller, Waiting waiting, MergePatch patches) {
        this.functions = functions;
        this.archives = archives;
        this.caller = caller;
        this.waiting = waiting;
        this.patches = patches;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("operator")
    @Blocking
    @RunOnVirtualThread
    public Uni<Response> create(@Valid @NotNull CreateFunction wanted, @BeanParam WaitPreference wait) {
        var zip = wanted.code() == null ? null : wanted.code().zip();
        return created(wanted, zip, wait);
    }

    /** The same with the archive as it is: part {@code function} has the JSON without {@code code}, part {@code code} the zip. */
    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @RolesAllowed("operator")
    @Blocking
    @RunOnVirtualThread
    public Uni<Response> upload(
            @RestForm @PartType(MediaType.APPLICATION_JSON) @Valid @NotNull CreateFunction function,
            @RestForm @NotNull FileUpload code,
            @BeanParam WaitPreference wait)
            throws IOException {
        if (function.code() != null) {
            throw ProblemException.invalidField("function.code", "is the part named code");
        }
        return created(function, Files.readAllBytes(code.uploadedFile()), wait);
    }

    @GET
    @RolesAllowed("viewer")
    @RunOnVirtualThread
    public Page<FunctionView> list(@BeanParam PageRequest page) {
        return functions.list(page);
    }

    @GET
    @Path("/{ref}")
    @RolesAllowed("viewer")
    @RunOnVirtualThread
    public Response get(@PathParam("ref") String ref) {
        return Etags.ok(functions.view(ref));
    }

    @PATCH
    @Path("/{ref}")
    @Consumes({MergePatch.MEDIA_TYPE, MediaType.APPLICATION_JSON})
    @RolesAllowed("operator")
    @RunOnVirtualThread
    public Response patch(
            @PathParam("ref") String ref, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch, JsonNode patch) {
        var current = functions.view(ref);
        var wanted = patches.apply(patch, FunctionPatch.of(current), FunctionPatch.class);
        return Etags.ok(functions.patch(current.id(), wanted, ifMatch, caller.origin()));
    }

    @PUT
    @Path("/{ref}/code")
    @Consumes("application/zip")
    @RolesAllowed("operator")
    @RunOnVirtualThread
    public Response replaceCode(
            @PathParam("ref") String ref, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch, byte[] zip) {
        var current = functions.view(ref);
        return Etags.ok(functions.replaceCode(current.id(), archives.require(zip), ifMatch, caller.origin()));
    }

    @PUT
    @Path("/{ref}/code")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("operator")
    @RunOnVirtualThread
    public Response replaceCode(
            @PathParam("ref") String ref,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            @NotNull CreateFunction.Zip code) {
        return replaceCode(ref, ifMatch, code.zip());
    }

    @DELETE
    @Path("/{ref}")
    @RolesAllowed("operator")
    @Blocking
    @RunOnVirtualThread
    public Uni<Response> delete(
            @PathParam("ref") String ref,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            @BeanParam WaitPreference wait) {
        var function = functions.view(ref);
        functions.delete(function.id(), ifMatch, caller.origin());
        return waiting.deleted(wait, function.id(), () -> functions.gone(function.id()));
    }

    private Uni<Response> created(CreateFunction wanted, byte[] zip, WaitPreference wait) {
        var created = functions.create(wanted, archives.require(zip), caller.origin());
        var location = URI.create("/v1/functions/" + created.id());
        return waiting.created(wait, created.id(), location, () -> functions.view(created.id()));
    }
}
