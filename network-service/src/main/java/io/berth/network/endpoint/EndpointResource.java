package io.berth.network.endpoint;

import io.berth.network.network.Networks;
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
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.URI;

/** Containers on a network of the caller's project. */
@Path("/v1/networks/{network}/endpoints")
class EndpointResource {
    private final EndpointService endpoints;
    private final Networks networks;
    private final AttachableContainers containers;
    private final Caller caller;
    private final Waiting waiting;

    EndpointResource(
            EndpointService endpoints,
            Networks networks,
            AttachableContainers containers,
            Caller caller,
            Waiting waiting) {
        this.endpoints = endpoints;
        this.networks = networks;
        this.containers = containers;
        this.caller = caller;
        this.waiting = waiting;
    }

    @POST
    @RolesAllowed("operator")
    @Blocking
    @RunOnVirtualThread
    public Uni<Response> create(
            @PathParam("network") String network,
            @Valid @NotNull CreateEndpoint wanted,
            @BeanParam WaitPreference wait) {
        var place = networks.require(network);
        var container = containers.require(place.host(), wanted.container(), caller);
        var created = endpoints.create(place, container, wanted, caller.origin());
        var location = URI.create("/v1/networks/" + place.id() + "/endpoints/" + created.id());
        return waiting.created(wait, created.id(), location, () -> endpoints.view(place, created.id()));
    }

    @GET
    @RolesAllowed("viewer")
    @RunOnVirtualThread
    public Page<EndpointView> list(@PathParam("network") String network, @BeanParam PageRequest page) {
        return endpoints.list(networks.require(network), page);
    }

    @GET
    @Path("/{ref}")
    @RolesAllowed("viewer")
    @RunOnVirtualThread
    public Response get(@PathParam("network") String network, @PathParam("ref") String ref) {
        return Etags.ok(endpoints.view(networks.require(network), ref));
    }

    @DELETE
    @Path("/{ref}")
    @RolesAllowed("operator")
    @Blocking
    @RunOnVirtualThread
    public Uni<Response> delete(
            @PathParam("network") String network,
            @PathParam("ref") String ref,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            @BeanParam WaitPreference wait) {
        var id = endpoints.delete(networks.require(network), ref, ifMatch);
        return waiting.deleted(wait, id, () -> endpoints.gone(id));
    }
}
