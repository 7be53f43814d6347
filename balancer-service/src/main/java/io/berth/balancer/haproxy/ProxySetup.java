package io.berth.balancer.haproxy;

import java.util.List;
import java.util.Optional;

/**
 * What one HAProxy should be.
 *
 * @param balancer id of the balancer, shown by the process as its node
 */
public record ProxySetup(String balancer, List<Frontend> frontends, List<Backend> backends) {

    public ProxySetup {
        frontends = List.copyOf(frontends);
        backends = List.copyOf(backends);
    }

    /** The same without anything that could fail to start: for a first start and for one after a crash loop. */
    public ProxySetup withoutFrontends() {
        return new ProxySetup(balancer, List.of(), backends);
    }

    public Optional<Backend> backend(String name) {
        return backends.stream().filter(backend -> backend.name().equals(name)).findFirst();
    }
}
