package io.berth.console.history;

import io.berth.web.Caller;
import io.berth.web.Page;
import io.berth.web.PageRequest;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Multi;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Instant;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

/** The facts of the caller's project: as they come, as they were, and what caused what. */
@Path("/v1/events")
class EventResource {

    private final History history;
    private final Streams streams;
    private final Caller caller;
    private final JsonWebToken token;

    EventResource(History history, Streams streams, Caller caller, JsonWebToken token) {
        this.history = history;
        this.streams = streams;
        this.caller = caller;
        this.token = token;
    }

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RolesAllowed("viewer")
    @Blocking
    @RunOnVirtualThread
    @Operation(summary = "Stream facts: id = cursor, event = type, data = CloudEvent; a gap event says what is lost")
    public Multi<OutboundSseEvent> stream(@BeanParam EventQuery query, @Context Sse sse) {
        return streams.open(sse, query.filter(caller.project()), history.start(query), tokenEnds());
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON + ";qs=0.5")
    @RolesAllowed("viewer")
    @RunOnVirtualThread
    @Operation(summary = "Page through the history, oldest first")
    public Page<FactView> page(
            @BeanParam EventQuery query, @QueryParam("cursor") String cursor, @QueryParam("limit") String limit) {
        query.since = cursor != null ? cursor : query.since == null ? "0" : query.since;
        return history.page(history.start(query).cursor(), query.filter(caller.project()), PageRequest.limit(limit));
    }

    @GET
    @Path("/{id}")
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed("viewer")
    @RunOnVirtualThread
    @Operation(summary = "One fact")
    @APIResponseSchema(FactView.class)
    public Response event(@PathParam("id") String id) {
        // A fact never changes.
        return Response.ok(history.event(id, caller.project())).tag(id).build();
    }

    @GET
    @Path("/{id}/tree")
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed("viewer")
    @RunOnVirtualThread
    @Operation(summary = "Everything that the same request caused, each fact under its cause")
    public FactTree tree(@PathParam("id") String id) {
        return history.tree(id, caller.project());
    }

    private Instant tokenEnds() {
        long seconds = token.getExpirationTime();
        return seconds > 0 ? Instant.ofEpochSecond(seconds) : Instant.MAX;
    }
}
