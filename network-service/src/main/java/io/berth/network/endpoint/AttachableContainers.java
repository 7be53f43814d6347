package io.berth.network.endpoint;

import io.berth.engine.EngineContainer;
import io.berth.engine.Hosts;
import io.berth.web.Caller;
import io.berth.web.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Which containers a caller may attach: instances of the project's groups, an admin those of any project. Nothing else of
 * this installation: functions are closed in, and proxies see to their networks themselves.
 */
@ApplicationScoped
class AttachableContainers {
    private static final String KIND = "instance";

    private final Hosts hosts;

    AttachableContainers(Hosts hosts) {
        this.hosts = hosts;
    }

    /** The container with this id or name. Another project's is as unknown as one that does not exist. */
    EngineContainer require(String host, String ref, Caller caller) {
        return hosts.engine(host)
                .container(ref)
                .filter(found -> mayAttach(found, caller))
                .orElseThrow(() -> new ProblemException(
                        EndpointError.ENDPOINT_CONTAINER_UNKNOWN,
                        "There is no container " + ref + " in " + caller.project() + ".",
                        "Name a container that a group of this project runs."));
    }

    private static boolean mayAttach(EngineContainer container, Caller caller) {
        var owner = container.owner();
        return owner.kind().equals(KIND)
                && (caller.roles().contains("admin") || owner.project().equals(caller.project()));
    }
}
