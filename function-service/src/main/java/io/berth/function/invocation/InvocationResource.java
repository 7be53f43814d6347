package io.berth.function.invocation;

import io.berth.function.instance.Ending;
import io.berth.web.Caller;
import io.berth.web.Problem;
import io.berth.web.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerResponse;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Locale;

/** Invocations of a function of the caller's project. */
@Path("/v1/functions/{ref}/invocations")
class InvocationResource {
    private final InvocationService invocations;
    private final Caller caller;

    InvocationResource(InvocationService invocations, Caller caller) {
        this.invocations = invocations;
        this.caller = caller;
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed("operator")
    @RunOnVirtualThread
    public Response invoke(
            @PathParam("ref") String ref,
            @QueryParam("qualifier") String qualifier,
            @HeaderParam("Prefer") String prefer,
            @Context HttpServerResponse response,
            byte[] payload) {
        if (prefer != null && prefer.toLowerCase(Locale.ROOT).contains("respond-async")) {
            throw new ProblemException(
                    InvocationError.ASYNC_UNSUPPORTED, "respond-async is not possible yet.", "Leave it out.");
        }
        var done = invocations.invoke(ref, qualifier, payload, caller.origin());
        headers(response, done);
        return switch (done.ending().outcome()) {
            case SUCCEEDED, HANDLER_ERROR ->
                Response.ok(done.ending().body(), MediaType.APPLICATION_JSON).build();
            case TIMED_OUT, CRASHED, OUT_OF_MEMORY, THROTTLED, NO_INSTANCE, FUNCTION_GONE -> problem(done.ending());
        };
    }

    @GET
    @Path("/{requestId}")
    @RolesAllowed("viewer")
    @RunOnVirtualThread
    public InvocationView view(@PathParam("ref") String ref, @PathParam("requestId") String requestId) {
        return invocations.view(ref, requestId, caller.project());
    }

    /** Answered, not thrown: what a user's code did is no failure of the service, and no line in its log. */
    private Response problem(Ending ending) {
        var error = InvocationError.of(ending.outcome());
        return Response.status(error.status())
                .type(Problem.MEDIA_TYPE)
                .entity(Problem.of(error, ending.reason()).in(caller.traceId()))
                .build();
    }

    /** On the response itself. */
    private static void headers(HttpServerResponse response, InvocationService.Done done) {
        response.putHeader("Berth-Request-Id", done.requestId());
        if (done.measured() != null) {
            response.putHeader("Berth-Start", done.measured().start());
            response.putHeader(
                    "Berth-Duration-Ms", Double.toString(done.measured().durationMs()));
            response.putHeader("Berth-Billed-Ms", Long.toString(done.measured().billedMs()));
        }
        if (done.ending().errorType() != null) {
            response.putHeader("Berth-Function-Error", "Unhandled");
        }
    }
}
