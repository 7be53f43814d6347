package io.berth.network.network;

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

/** Networks of the caller's project. */
@Path("/v1/networks")
class NetworkResource {
    private final NetworkService networks;
    private final NetworkUse use;
    private final Caller caller;
    private final Waiting waiting;
    private final MergePatch patches;

    NetworkResource(NetworkService networks, NetworkUse use, Caller caller, Waiting waiting, MergePatch patches) {
        this.networks = networks;
        this.use = use;
        this.caller = caller;
        this.waiting = waiting;
        this.patches = patches;
    }

    @POST
    @RolesAllowed("operator")
    @Blocking
    @RunOnVirtualThread
    public Uni<Response> create(@Valid @NotNull CreateNetwork wanted, @BeanParam WaitPreference wait) {
        var created = networks.create(wanted, use.takenSubnets(), caller.origin());
        var location = URI.create("/v1/networks/" + created.id());
        return waiting.created(wait, created.id(), location, () -> networks.view(created.id(), created.project()));
    }

    @GET
    @RolesAllowed("viewer")
    @RunOnVirtualThread
    public Page<NetworkView> list(@BeanParam PageRequest page) {
        return networks.list(page, caller.project());
    }

    @GET
    @Path("/{ref}")
    @RolesAllowed("viewer")
    @RunOnVirtualThread
    public Response get(@PathParam("ref") String ref) {
        return Etags.ok(live(networks.view(ref, caller.project())));
    }

    @PATCH
    @Path("/{ref}")
    @Consumes({"application/merge-patch+json", "application/json"})
    @RolesAllowed("operator")
    @RunOnVirtualThread
    public Response patch(
            @PathParam("ref") String ref, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch, JsonNode patch) {
        var network = changeable(ref);
        var wanted = patches.apply(patch, new NetworkPatch(network.labels()), NetworkPatch.class);
        return Etags.ok(live(networks.relabel(network.id(), wanted.labels(), ifMatch)));
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
        var network = changeable(ref);
        if (network.status() != ResourceStatus.DELETING) {
            use.requireUnused(network);
        }
        networks.delete(network.id(), ifMatch);
        return waiting.deleted(wait, network.id(), () -> networks.gone(network.id()));
    }

    /** With who is on it right now. */
    private NetworkView live(NetworkView network) {
        return use.seen(network).map(network::with).orElse(network);
    }

    private NetworkView changeable(String ref) {
        PredefinedNetworks.requireNot(ref);
        return networks.view(ref, caller.project());
    }
}
