package io.berth.balancer.haproxy;

import java.time.Duration;

/**
 * A server's options, the same in the file and in {@code add server}: a server added at run time ignores
 * {@code default-server}, so every option is written out (HAProxy management guide, 9.3 "add server").
 */
final class ServerOptions {
    private static final Duration FASTEST_CHECK = Duration.ofMillis(250);

    private ServerOptions() {}

    static String of(Server server, Backend backend) {
        var check = backend.check();
        var options = new StringBuilder()
                .append(endpoint(server.address(), server.port()))
                .append(" id ")
                .append(server.number())
                .append(" weight ")
                .append(server.weight())
                .append(" check inter ")
                .append(millis(check.interval()))
                .append(" fastinter ")
                .append(millis(changing(check.interval())))
                .append(" downinter ")
                .append(millis(changing(check.interval())))
                .append(" rise ")
                .append(check.rise())
                .append(" fall ")
                .append(check.fall());
        if (backend.mode() == Mode.HTTP) {
            options.append(" pool-purge-delay 2s");
        }
        if (!backend.slowStart().isZero()) {
            options.append(" slowstart ").append(millis(backend.slowStart()));
        }
        if (server.backup()) {
            options.append(" backup");
        }
        return options.toString();
    }

    /** While a server is down or changes its state it is checked four times as often, so that rise and fall are reached soon. */
    private static Duration changing(Duration interval) {
        var faster = interval.dividedBy(4);
        return faster.compareTo(FASTEST_CHECK) < 0
                ? (interval.compareTo(FASTEST_CHECK) < 0 ? interval : FASTEST_CHECK)
                : faster;
    }

    static String endpoint(String address, int port) {
        return address.indexOf(':') >= 0 ? "[" + address + "]:" + port : address + ":" + port;
    }

    static String millis(Duration duration) {
        return duration.toMillis() + "ms";
    }
}
