package io.berth.network.network;

import io.berth.web.Failure;
import io.berth.web.ProblemException;
import io.berth.web.ResourceStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The two networks that every engine brings along and nobody can change: {@code host} and {@code none}. Every project sees
 * them. Their ids sort behind all others, so that they end the last page of a list.
 */
final class PredefinedNetworks {
    private static final List<String> NAMES = List.of("host", "none");

    private PredefinedNetworks() {}

    /** @throws ProblemException when it is one: they cannot be changed, and their names are not to be had */
    static void requireNot(String ref) {
        if (NAMES.stream().anyMatch(name -> ref.equals(name) || ref.equals(id(name)))) {
            throw new ProblemException(
                    NetworkError.NETWORK_PREDEFINED,
                    ref + " is a network of the engine itself.",
                    "Make one of your own.");
        }
    }

    static Optional<NetworkView> view(String ref, String project, String host) {
        return NAMES.stream()
                .filter(name -> ref.equals(name) || ref.equals(id(name)))
                .findFirst()
                .map(name -> view(name, project, host, id(name)));
    }

    static List<NetworkView> after(Optional<String> id, String project, String host) {
        return NAMES.stream()
                .filter(name -> id.isEmpty() || id(name).compareTo(id.get()) > 0)
                .map(name -> view(name, project, host, id(name)))
                .toList();
    }

    private static String id(String name) {
        return "net_~" + name;
    }

    private static NetworkView view(String name, String project, String host, String id) {
        return new NetworkView(
                id,
                name,
                project,
                Map.of(),
                ResourceStatus.READY,
                null,
                Instant.EPOCH,
                Instant.EPOCH,
                name.equals("none") ? "null" : name,
                name.equals("none"),
                null,
                false,
                host,
                null,
                name,
                List.of(),
                null,
                0,
                Failure.NONE);
    }
}
