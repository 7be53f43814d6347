package io.berth.balancer.listener;

import io.berth.balancer.haproxy.IpLiteral;
import io.berth.balancer.pool.PoolProtocol;
import io.berth.balancer.pool.PoolSettings;
import io.berth.web.FieldError;
import io.berth.web.ProblemException;
import io.berth.web.ResourceStatus;
import java.time.Duration;
import java.util.List;

/** What a listener may be in this version. */
final class ListenerRules {
    static final String ANY = "*";

    private static final Duration IDLE = Duration.ofSeconds(60);
    private static final Duration LONGEST = Duration.ofHours(24);

    private ListenerRules() {}

    static void requireSupported(CreateListener wanted) {
        if (wanted.protocol() == ListenerProtocol.HTTPS || wanted.protocol() == ListenerProtocol.TLS) {
            throw new ProblemException(
                    ListenerError.LISTENER_PROTOCOL_UNSUPPORTED,
                    "Listeners speak HTTP or TCP so far, not %s.".formatted(wanted.protocol()),
                    "A TCP listener passes encrypted bytes through to the targets.",
                    List.of(new FieldError("protocol", "must be HTTP or TCP")));
        }
        refuse(wanted.certificates() != null && !wanted.certificates().isEmpty(), "certificates");
        refuse(Boolean.TRUE.equals(wanted.http2()), "http2");
        refuse(Boolean.TRUE.equals(wanted.redirectToHttps()), "redirectToHttps");
    }

    private static void refuse(boolean used, String field) {
        if (used) {
            throw new ProblemException(
                    ListenerError.LISTENER_OPTION_UNSUPPORTED,
                    field + " needs TLS, which listeners do not speak yet.",
                    "Leave " + field + " out.",
                    List.of(new FieldError(field, "is not supported yet")));
        }
    }

    /** The address to bind; {@link #ANY} for all. */
    static String address(String given, String otherwise) {
        var address = given == null || given.isBlank() ? otherwise : given.strip();
        if (address.equals(ANY) || address.equals("0.0.0.0")) {
            return ANY;
        }
        if (!IpLiteral.valid(address)) {
            throw new ProblemException(
                    ListenerError.LISTENER_ADDRESS_INVALID,
                    "%s is not an IP address.".formatted(address),
                    "Name an address of the host, or * for all.",
                    List.of(new FieldError("address", "must be an IP address or *")));
        }
        return address;
    }

    /** Where an internal balancer listens is the engine's choice and another one after a restart. */
    static String internalAddress(String given) {
        var address = address(given, ANY);
        if (!address.equals(ANY)) {
            throw new ProblemException(
                    ListenerError.LISTENER_ADDRESS_INVALID,
                    "An INTERNAL balancer listens on all of its networks, not on %s alone.".formatted(address),
                    "Leave address out; clients use the balancer's name.",
                    List.of(new FieldError("address", "must be * or left out")));
        }
        return address;
    }

    static Duration idleTimeout(Duration given) {
        var timeout = given == null ? IDLE : given;
        if (timeout.compareTo(Duration.ofSeconds(1)) < 0 || timeout.compareTo(LONGEST) > 0) {
            throw new ProblemException(
                    ListenerError.LISTENER_TIMEOUT_INVALID,
                    "idleTimeout must be from 1s to 24h.",
                    "",
                    List.of(new FieldError("idleTimeout", "must be from 1s to 24h")));
        }
        return timeout;
    }

    /** What is leaving does not come back: its address may be somebody else's already. */
    static void requireStaying(String name, ResourceStatus status) {
        if (status == ResourceStatus.DELETING) {
            throw new ProblemException(
                    ListenerError.LISTENER_DELETING, "The listener %s is being deleted.".formatted(name));
        }
    }

    static ProblemException unknownPool(String ref) {
        return new ProblemException(
                ListenerError.LISTENER_POOL_UNKNOWN,
                "There is no pool %s.".formatted(ref),
                "Create the pool first, or leave pool out.",
                List.of(new FieldError("pool", "must be a pool of the project")));
    }

    static void requireSpeaking(ListenerProtocol protocol, PoolSettings pool) {
        boolean fits = protocol == ListenerProtocol.HTTP
                ? pool.protocol() == PoolProtocol.HTTP
                : pool.protocol() == PoolProtocol.TCP;
        if (!fits) {
            throw new ProblemException(
                    ListenerError.LISTENER_POOL_PROTOCOL,
                    "The listener speaks %s, the pool %s speaks %s.".formatted(protocol, pool.name(), pool.protocol()),
                    "Use a pool with protocol %s.".formatted(protocol == ListenerProtocol.HTTP ? "HTTP" : "TCP"),
                    List.of(new FieldError("pool", "must speak the listener's protocol")));
        }
    }

    /** Whether both cannot listen at the same time on one network. */
    static boolean overlap(String one, String other) {
        return one.equals(other) || one.equals(ANY) || other.equals(ANY);
    }
}
