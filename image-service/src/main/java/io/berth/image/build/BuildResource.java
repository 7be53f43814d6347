package io.berth.image.build;

import io.berth.image.access.Rights;
import io.berth.web.Caller;
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
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.net.URI;
import java.time.Clock;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Builds of the caller's project. */
@Path("/v1/builds")
@Blocking
@RunOnVirtualThread
public class BuildResource {
    private final BuildService builds;
    private final Waiting waiting;
    private final Caller caller;
    private final Clock clock;

    BuildResource(BuildService builds, Waiting waiting, Caller caller, Clock clock) {
        this.builds = builds;
        this.waiting = waiting;
        this.caller = caller;
        this.clock = clock;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("operator")
    @Blocking
    @RunOnVirtualThread
    @Operation(summary = "Build an image from the text of a Dockerfile")
    public Uni<Response> create(@Valid @NotNull CreateBuild body, @BeanParam WaitPreference wait) {
        return answer(builds.create(body, asker()), wait);
    }

    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @RolesAllowed("operator")
    @Blocking
    @RunOnVirtualThread
    @Operation(summary = "Build an image from a context: fields context (tar), tag, dockerfile, buildArgs, target, …")
    public Uni<Response> create(
            InputStream form, @HeaderParam("Content-Type") String contentType, @BeanParam WaitPreference wait) {
        return answer(builds.create(form, contentType, asker()), wait);
    }

    private BuildIntake.Asker asker() {
        var role = Rights.Role.largestOf(caller.roles());
        return new BuildIntake.Asker(
                new Rights(caller.subject(), caller.project(), role), caller.origin(), clock.instant());
    }

    private Uni<Response> answer(BuildView build, WaitPreference wait) {
        var project = caller.project();
        return waiting.created(
                wait, build.id(), URI.create("/v1/builds/" + build.id()), () -> builds.require(project, build.id()));
    }

    @GET
    @RolesAllowed("viewer")
    public Page<BuildView> list(@BeanParam PageRequest page) {
        return builds.list(caller.project(), page);
    }

    @GET
    @Path("/{id}")
    @RolesAllowed("viewer")
    public Response get(@PathParam("id") String id) {
        return Etags.ok(builds.require(caller.project(), id));
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed("operator")
    @Blocking
    @RunOnVirtualThread
    @Operation(summary = "Cancel a build that has not ended; forget one that has, with its log")
    public Uni<Response> delete(
            @PathParam("id") String id, @HeaderParam("If-Match") String ifMatch, @BeanParam WaitPreference wait) {
        var project = caller.project();
        builds.cancel(project, id, ifMatch);
        return waiting.deleted(wait, id, () -> builds.over(project, id));
    }
}
