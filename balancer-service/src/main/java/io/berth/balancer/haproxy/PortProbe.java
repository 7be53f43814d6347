package io.berth.balancer.haproxy;

import java.time.Duration;

/**
 * Finds out whether a proxy could listen on an address, before a reload tries it: a reload that cannot bind pauses all
 * other listeners of the proxy for two seconds. This service has another network than the proxy, so the proxy is asked, by
 * checks of passing servers that get no traffic: one that has the address as its source must bind it.
 */
public final class PortProbe {
    private static final Duration DEADLINE = Duration.ofSeconds(4);
    /** HAProxy checks every 50 ms but tells nobody: it is looked at twice as often, for well over a check's time out. */
    private static final Duration GLANCE = Duration.ofMillis(25);

    private static final int GLANCES = 60;

    /** Where those checks connect to; whether somebody is there does not matter. */
    private static final int NOWHERE = 1;

    private static final String ANY = "*";

    private final ProxySocket socket;

    public PortProbe(ProxyFiles files) {
        this.socket = ProxySocket.ofWorker(files.statsSocket());
    }

    /** What came of it. */
    public enum Finding {
        /** Nothing speaks against it. */
        FREE,
        /** Something else has the port. */
        TAKEN,
        /** The address is not the host's. */
        ELSEWHERE
    }

    /** @param address IP address, or {@code *} for all */
    public Finding look(String address, int port) throws InterruptedException {
        boolean six = address.indexOf(':') >= 0;
        // HAProxy binds no source 0.0.0.0, but does bind its IPv6 form, which is the same port to the kernel.
        var source = address.equals(ANY) ? "::ffff:0.0.0.0" : address;
        var to = address.equals(ANY) ? "::ffff:127.0.0.1" : six ? "::1" : "127.0.0.1";
        var bound = check(
                port,
                ServerOptions.endpoint(to, NOWHERE) + " source " + ServerOptions.endpoint(source, port),
                "unasked");
        if (bound.contains("Address already in use")) {
            return Finding.TAKEN;
        }
        if (bound.contains("Cannot assign requested address")) {
            return Finding.ELSEWHERE;
        }
        boolean tried = bound.startsWith("L4") && !bound.contains("Can't bind");
        return tried || !accepts(address, port) ? Finding.FREE : Finding.TAKEN;
    }

    /** A worker that may not bind a low port, or a host without IPv6, still can see whether somebody answers there. */
    private boolean accepts(String address, int port) throws InterruptedException {
        var to = address.equals(ANY) ? "127.0.0.1" : address;
        return check(port, ServerOptions.endpoint(to, port), "").startsWith("L4OK");
    }

    /** @return what the check met, {@code otherwise} when it never ended */
    private String check(int port, String server, String otherwise) throws InterruptedException {
        var name = HaproxyConfig.PROBE + "/p" + port;
        discard(name);
        try {
            ask("add server %s %s check inter 50ms rise 1 fall 1".formatted(name, server));
            ask("enable health " + name);
            ask("set server %s state drain".formatted(name));
            return result("p" + port, otherwise);
        } finally {
            discard(name);
        }
    }

    private String result(String server, String otherwise) throws InterruptedException {
        for (int glance = 0; glance < GLANCES; glance++) {
            var row = StatsCsv.parse(ask("show stat")).server(HaproxyConfig.PROBE, server);
            if (row.isPresent() && row.get().checked()) {
                return row.get().checkDetail();
            }
            Thread.sleep(GLANCE);
        }
        return otherwise;
    }

    private void discard(String name) {
        ask("set server %s state maint".formatted(name));
        socket.ask("wait 1s srv-removable " + name, DEADLINE);
        ask("del server " + name);
    }

    private String ask(String command) {
        return socket.ask(command, DEADLINE);
    }
}
