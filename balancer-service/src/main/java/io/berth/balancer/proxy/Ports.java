package io.berth.balancer.proxy;

import io.berth.balancer.haproxy.PortProbe;
import io.berth.balancer.haproxy.Stats;
import io.berth.balancer.listener.ListenerError;
import io.berth.balancer.listener.ListenerSettings;
import io.berth.web.ErrorCode;
import java.util.List;
import java.util.Optional;

/**
 * Asks whether a listener could have its port before a reload tries: one that cannot bind pauses every other listener of the
 * proxy for two seconds.
 */
final class Ports {
    private static final String ANY = "*";

    private final PortProbe probe;
    private final String host;

    /** @param host its name, for those who read why not */
    Ports(PortProbe probe, String host) {
        this.probe = probe;
        this.host = host;
    }

    /** Why a listener cannot be. */
    record Fault(ErrorCode cause, String reason) {}

    /** Empty when nothing speaks against it. */
    Optional<Fault> fault(ListenerSettings listener) throws InterruptedException {
        return switch (probe.look(listener.address(), listener.port())) {
            case FREE -> Optional.empty();
            case TAKEN ->
                Optional.of(new Fault(
                        ListenerError.LISTENER_PORT_TAKEN,
                        "Something else has port %d on %s. Free it, and the listener comes up by itself; or choose another."
                                .formatted(
                                        listener.port(),
                                        listener.address().equals(ANY)
                                                ? "an address of the host"
                                                : listener.address())));
            case ELSEWHERE ->
                Optional.of(new Fault(
                        ListenerError.LISTENER_REFUSED,
                        "%s is no address of the host %s. Name one that is, or * for all."
                                .formatted(listener.address(), host)));
        };
    }

    /** Whether the proxy itself has the port, with this listener or for one that is leaving: the reload hands it over. */
    static boolean own(ListenerSettings listener, List<ListenerSettings> listeners, Stats running) {
        return listeners.stream()
                .filter(other -> other.port() == listener.port() && running.hasFrontend(other.id()))
                .anyMatch(other -> other.address().equals(listener.address())
                        || other.address().equals(ANY)
                        || listener.address().equals(ANY));
    }
}
