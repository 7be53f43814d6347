package io.berth.function.usage;

import io.berth.web.Caller;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;

/** What the caller's project used. */
@Path("/v1/usage")
class UsageResource {
    private final UsageService usage;
    private final Caller caller;

    UsageResource(UsageService usage, Caller caller) {
        this.usage = usage;
        this.caller = caller;
    }

    @GET
    @RolesAllowed("viewer")
    @RunOnVirtualThread
    public UsageReport report(
            @QueryParam("from") String from, @QueryParam("to") String to, @QueryParam("groupBy") String groupBy) {
        return usage.report(caller.project(), from, to, groupBy);
    }
}
