package io.berth.network.endpoint;

import io.berth.engine.Hosts;
import io.berth.web.Caller;
import io.berth.web.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;

/** Which containers a caller may attach: those of the project, an admin any of this installation. */
@ApplicationScoped
class AttachableContainers {
    private final Hosts hosts;

    AttachableContainers(Hosts hosts) {
        this.hosts = hosts;
    }

    /** The engine's id of the container with this id or name. Another project's is as unknown as one that does not exist. */
    String require(String host, String ref, Caller caller) {
        return hosts.engine(host)
                .container(ref)
                .filter(container -> caller.roles().contains("admin")
                        || container.owner().project().equals(caller.project()))
                .orElseThrow(() -> new ProblemException(
                        EndpointError.ENDPOINT_CONTAINER_UNKNOWN,
                        "There is no container " + ref + " in " + caller.project() + ".",
                        "Name a container that a group of this project runs."))
                .id();
    }
}
