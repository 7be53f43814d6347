package io.berth.image.build;

import io.berth.web.Caller;
import io.quarkus.virtual.threads.VirtualThreads;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestMulti;

/** The log of a build, from its beginning and then live, until the build has ended. */
@Path("/v1/builds/{id}/log")
@Blocking
@RunOnVirtualThread
public class BuildLogResource {
    private final BuildService builds;
    private final Caller caller;
    private final ExecutorService threads;

    @Inject
    BuildLogResource(BuildService builds, Caller caller, @VirtualThreads ExecutorService threads) {
        this.builds = builds;
        this.caller = caller;
        this.threads = threads;
    }

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RolesAllowed("viewer")
    @Blocking
    @RunOnVirtualThread
    @Operation(summary = "Follow the log: a message per line, id = position for Last-Event-ID; at last the event end")
    public Multi<OutboundSseEvent> events(
            @PathParam("id") String id, @HeaderParam("Last-Event-ID") String last, @Context Sse sse) {
        return follow(builds.follow(caller.project(), id, position(last)), look -> events(look, sse));
    }

    @GET
    @Produces(MediaType.TEXT_PLAIN + ";qs=0.5")
    @RolesAllowed("viewer")
    @Blocking
    @RunOnVirtualThread
    @Operation(summary = "Follow the log as text")
    public RestMulti<String> text(@PathParam("id") String id) {
        var lines = follow(
                builds.follow(caller.project(), id, 0),
                look -> look.lines().stream().map(line -> line.text() + "\n").toList());
        return RestMulti.fromMultiData(lines)
                .header("Content-Type", MediaType.TEXT_PLAIN + ";charset=UTF-8")
                .build();
    }

    private static long position(String lastEventId) {
        return lastEventId != null && lastEventId.matches("\\d{1,18}") ? Long.parseLong(lastEventId) : 0;
    }

    private static List<OutboundSseEvent> events(LogFollower.Look look, Sse sse) {
        var events = new ArrayList<OutboundSseEvent>();
        for (var line : look.lines()) {
            events.add(sse.newEventBuilder()
                    .id(Long.toString(line.end()))
                    .data(line.text())
                    .build());
        }
        look.end()
                .ifPresent(end -> events.add(
                        sse.newEventBuilder().name("end").data(end.name()).build()));
        if (events.isEmpty()) {
            events.add(sse.newEventBuilder().comment("still there").build());
        }
        return events;
    }

    /** Looks only as fast as the reader takes what was found. */
    private <T> Multi<T> follow(LogFollower follower, Function<LogFollower.Look, List<T>> tell) {
        return Multi.createBy()
                .repeating()
                .uni(() ->
                        Uni.createFrom().item(() -> tell.apply(look(follower))).runSubscriptionOn(threads))
                .whilst(told -> !follower.over())
                .onItem()
                .disjoint();
    }

    private static LogFollower.Look look(LogFollower follower) {
        try {
            return follower.next();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the service stops", e);
        }
    }
}
