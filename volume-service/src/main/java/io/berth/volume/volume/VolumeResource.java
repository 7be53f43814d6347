package io.berth.volume.volume;

import com.fasterxml.jackson.databind.JsonNode;
import io.berth.web.Caller;
import io.berth.web.Etags;
import io.berth.web.MergePatch;
import io.berth.web.Page;
import io.berth.web.PageRequest;
import io.berth.web.ResourceStatus;
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
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.URI;

/** Volumes of the caller's project. */
@Path("/v1/volumes")
class VolumeResource {
    private final VolumeService volumes;
    private final VolumeUse use;
    private final VolumeDemand demand;
    private final Caller caller;
    private final Waiting waiting;
    private final MergePatch patches;

    VolumeResource(
            VolumeService volumes,
            VolumeUse use,
            VolumeDemand demand,
            Caller caller,
            Waiting waiting,
            MergePatch patches) {
        this.volumes = volumes;
        this.use = use;
        this.demand = demand;
        this.caller = caller;
        this.waiting = waiting;
        this.patches = patches;
    }

    @POST
    @RolesAllowed("operator")
    @Blocking
    @RunOnVirtualThread
    public Uni<Response> create(@Valid @NotNull CreateVolume wanted, @BeanParam WaitPreference wait) {
        var created = volumes.create(wanted, caller.origin());
        var location = URI.create("/v1/volumes/" + created.id());
        return waiting.created(wait, created.id(), location, () -> volumes.view(created.id()));
    }

    @GET
    @RolesAllowed("viewer")
    @RunOnVirtualThread
    public Page<VolumeView> list(@BeanParam PageRequest page) {
        return volumes.list(page);
    }

    @GET
    @Path("/{ref}")
    @RolesAllowed("viewer")
    @RunOnVirtualThread
    public Response get(@PathParam("ref") String ref) {
        var volume = volumes.view(ref);
        return Etags.ok(use.users(volume).map(volume::mountedBy).orElse(volume));
    }

    @PATCH
    @Path("/{ref}")
    @Consumes({"application/merge-patch+json", "application/json"})
    @RolesAllowed("operator")
    @RunOnVirtualThread
    public Response patch(
            @PathParam("ref") String ref, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch, JsonNode patch) {
        var volume = volumes.view(ref);
        var current = new VolumePatch(volume.labels(), volume.softLimitBytes());
        var wanted = patches.apply(patch, current, VolumePatch.class);
        return Etags.ok(volumes.change(volume.id(), wanted, ifMatch));
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
        var volume = volumes.view(ref);
        if (volume.status() != ResourceStatus.DELETING) {
            use.requireUnmounted(volume);
            demand.requireNone(volume);
        }
        volumes.delete(volume.id(), ifMatch);
        return waiting.deleted(wait, volume.id(), () -> volumes.gone(volume.id()));
    }
}
