package io.berth.console.gateway;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The installation's services and how they are. */
@Path("/v1/services")
@Produces(MediaType.APPLICATION_JSON)
class ServiceResource {

    /** The services, in the order of the documentation. */
    record Services(List<ServiceHealth> items) {}

    private final HealthProbe probe;

    ServiceResource(HealthProbe probe) {
        this.probe = probe;
    }

    @GET
    @RolesAllowed("viewer")
    @RunOnVirtualThread
    @Operation(summary = "Health of every service of this installation")
    public Services services() {
        return new Services(probe.all());
    }
}
