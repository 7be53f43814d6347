package io.berth.firewall;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A ruleset as text for {@code nft -f} (nft(8)), which takes all of it or nothing. It begins with the removal of what was
 * there before; a table is added first, so that there is something to remove. Pure.
 */
final class NftScript {
    private NftScript() {}

    /** @param table name of the service's tables, one per family; letters, digits and underscores */
    static String of(String table, Ruleset rules) {
        var script = new StringBuilder();
        for (var family : List.of("inet", "bridge")) {
            script.append("add table %s %s%ndelete table %s %s%n".formatted(family, table, family, table));
        }
        if (!rules.closed().isEmpty()) {
            script.append(routed(table, rules.closed())).append(bridged(table, rules.closed()));
        }
        return script.toString();
    }

    /** Packets to the host and through it, by interface. Its own answers, and those to it, belong to a connection. */
    private static String routed(String table, List<ClosedNetwork> closed) {
        return """
                table inet %s {
                  chain input {
                    type filter hook input priority filter - 10; policy accept;
                    ct state established,related accept
                %s  }
                  chain forward {
                    type filter hook forward priority filter - 10; policy accept;
                    ct state established,related accept
                %s  }
                }
                """.formatted(
                table,
                lines(
                        closed,
                        network -> Stream.concat(
                                fromBridge(network), Stream.of("iifname \"%s\" drop".formatted(network.bridge())))),
                lines(
                        closed,
                        network -> Stream.concat(
                                fromBridge(network),
                                Stream.of(
                                        "iifname \"%s\" drop".formatted(network.bridge()),
                                        "oifname \"%s\" drop".formatted(network.bridge())))));
    }

    private static Stream<String> fromBridge(ClosedNetwork network) {
        return network.reachable().stream()
                .map(reach -> "iifname \"%s\" ip daddr %s tcp dport %d accept"
                        .formatted(network.bridge(), reach.address(), reach.port()));
    }

    /**
     * Frames between the ports of a bridge, by address: kernels without connection tracking for bridges, and without a name
     * for the bridge in this family, have this. An answer is a segment that cannot begin a connection (RFC 9293, section 3.5).
     */
    private static String bridged(String table, List<ClosedNetwork> closed) {
        return """
                table bridge %s {
                  chain forward {
                    type filter hook forward priority filter - 10; policy accept;
                %s  }
                }
                """.formatted(
                table,
                lines(
                        closed,
                        network -> Stream.concat(
                                network.subnets().stream().flatMap(subnet -> reachable(subnet, network.reachable())),
                                network.subnets().stream().flatMap(NftScript::nothingElse))));
    }

    private static Stream<String> reachable(String subnet, List<Reach> reachable) {
        return reachable.stream()
                .flatMap(reach -> Stream.of(
                        "arp saddr ip %s arp daddr ip %s accept".formatted(subnet, reach.address()),
                        "arp saddr ip %s arp daddr ip %s accept".formatted(reach.address(), subnet),
                        "ip saddr %s ip daddr %s tcp dport %d accept".formatted(subnet, reach.address(), reach.port()),
                        "ip saddr %s ip daddr %s tcp sport %d tcp flags & (syn | ack) != syn accept"
                                .formatted(reach.address(), subnet, reach.port())));
    }

    private static Stream<String> nothingElse(String subnet) {
        return Stream.of("arp saddr ip", "arp daddr ip", "ip saddr", "ip daddr")
                .map(field -> "%s %s drop".formatted(field, subnet));
    }

    private static String lines(
            List<ClosedNetwork> closed, java.util.function.Function<ClosedNetwork, Stream<String>> rules) {
        return closed.stream()
                .flatMap(rules)
                .distinct()
                .map(rule -> "    " + rule + "\n")
                .collect(Collectors.joining());
    }
}
