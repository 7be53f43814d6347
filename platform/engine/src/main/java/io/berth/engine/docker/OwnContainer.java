package io.berth.engine.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.ContainerNetwork;
import io.berth.engine.EngineException;
import io.berth.engine.EngineException.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The container that this process runs in: the engine gives it a host name that is the beginning of its id. */
final class OwnContainer {

    private final Networks networks;
    private final Optional<String> id;

    /** @param environment of this process; {@code HOSTNAME} is set in every container */
    OwnContainer(Networks networks, Map<String, String> environment) {
        this.networks = networks;
        this.id = Optional.ofNullable(environment.get("HOSTNAME")).filter(name -> name.matches("[0-9a-f]{12,64}"));
    }

    void join(DockerClient client, String network, String ipv4) {
        InspectContainerResponse self = inspect(client).orElseThrow(OwnContainer::absent);
        String name = networks.require(client, network).getName();
        ContainerNetwork joined = self.getNetworkSettings().getNetworks().get(name);
        if (joined != null && ipv4.equals(joined.getIpAddress())) {
            return;
        }
        if (joined != null) {
            networks.disconnect(client, network, self.getId());
        }
        networks.connect(client, network, inspect(client).orElseThrow(OwnContainer::absent), List.of(), ipv4);
    }

    void leave(DockerClient client, String network) {
        inspect(client).ifPresent(self -> networks.disconnect(client, network, self.getId()));
    }

    private Optional<InspectContainerResponse> inspect(DockerClient client) {
        try {
            return id.map(known -> client.inspectContainerCmd(known).exec());
        } catch (NotFoundException e) {
            return Optional.empty();
        }
    }

    private static EngineException absent() {
        return new EngineException(Kind.NOT_FOUND, "this process runs in no container of that engine");
    }
}
