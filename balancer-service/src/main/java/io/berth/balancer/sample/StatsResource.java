package io.berth.balancer.sample;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

/** Live statistics of one balancer. */
@Path("/v1/balancers/{ref}/stats")
@RunOnVirtualThread
class StatsResource {
    private final StatsService stats;

    StatsResource(StatsService stats) {
        this.stats = stats;
    }

    @GET
    @RolesAllowed("viewer")
    public StatsView get(@PathParam("ref") String ref) {
        return stats.of(ref);
    }
}
