package io.berth.balancer.haproxy;

import static io.berth.balancer.haproxy.ServerOptions.endpoint;
import static io.berth.balancer.haproxy.ServerOptions.millis;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;

/**
 * Renders HAProxy's configuration file. The same setup gives the same bytes. The {@code description} carries a digest of
 * everything that only a reload can change (all but the server lines), so that a running process tells by {@code show info}
 * which structure it has.
 */
public final class HaproxyConfig {
    /** Backend whose servers are made and removed to see whether something else listens on a port. */
    static final String PROBE = "berth_probe";

    private static final int PROBE_NUMBER = 1;
    private static final HexFormat HEX = HexFormat.of();

    private HaproxyConfig() {}

    /** The whole file. */
    public static String render(ProxySetup setup, ProxySettings settings) {
        return text(setup, settings, digest(setup, settings), true);
    }

    /** Identifies the structure of the setup: equal as long as no reload is needed to get from one to the other. */
    public static String digest(ProxySetup setup, ProxySettings settings) {
        try {
            var bytes = text(setup, settings, "", false).getBytes(StandardCharsets.UTF_8);
            return HEX.formatHex(MessageDigest.getInstance("SHA-256").digest(bytes), 0, 8);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    private static String text(ProxySetup setup, ProxySettings settings, String digest, boolean withServers) {
        var out = new Sections();
        global(out, setup, settings, digest);
        defaults(out);
        setup.frontends().forEach(frontend -> frontend(out, frontend));
        setup.backends().forEach(backend -> backend(out, backend, withServers));
        probe(out);
        return out.toString();
    }

    private static void global(Sections out, ProxySetup setup, ProxySettings settings, String digest) {
        var directory = settings.directory() + "/" + setup.balancer();
        out.section("global")
                .line("node %s", setup.balancer())
                .line("description berth-%s", digest)
                .line("log stdout format raw local0 notice")
                .line("log ring@access format raw local1 info")
                .line("maxconn %d", settings.maxConnections())
                // Fewer connections on a host that allows fewer files, rather than none.
                .line("no strict-limits")
                .line("nbthread %d", settings.threads());
        if (settings.user() != null) {
            out.line("user %s", settings.user())
                    .line("group %s", settings.user())
                    // So that a worker can say whether a low port is free, see PortProbe; nothing else is kept.
                    .line("setcap cap_net_bind_service");
        }
        // Without SO_REUSEPORT a second process on the same address is an error instead of half of the traffic.
        out.line("noreuseport")
                .line("hard-stop-after %s", millis(settings.hardStopAfter()))
                .line(
                        "stats socket %s/%s mode 660%s level admin expose-fd listeners",
                        directory,
                        ProxyFiles.STATS_SOCKET,
                        settings.socketGroup() < 0 ? "" : " gid " + settings.socketGroup())
                .line("stats timeout 60s")
                .line("server-state-file %s/%s", directory, ProxyFiles.SERVERS_STATE);
        out.section("ring access").line("format raw").line("maxlen 2048").line("size 1048576");
    }

    private static void defaults(Sections out) {
        out.section("defaults")
                .line("log global")
                .line("option dontlognull")
                .line("timeout connect 3s")
                .line("timeout client 60s")
                .line("timeout server 60s")
                .line("timeout queue 10s")
                .line("timeout tunnel 1h")
                .line("timeout client-fin 30s")
                .line("timeout server-fin 30s")
                // Only what certainly never reached a target is tried again, and then on another one.
                .line("retries 3")
                .line("option redispatch 1")
                .line("retry-on conn-failure")
                .line("load-server-state-from-file global");
    }

    private static void frontend(Sections out, Frontend frontend) {
        out.section("frontend " + frontend.name())
                .line("id %d", frontend.number())
                .line(
                        "bind %s%s",
                        endpoint(frontend.address(), frontend.port()), frontend.acceptProxy() ? " accept-proxy" : "")
                .line("timeout client %s", millis(frontend.idleTimeout()));
        if (frontend.mode() == Mode.HTTP) {
            http(out, frontend.idleTimeout());
        } else {
            out.line("mode tcp").line("log-format %s", AccessLine.TCP_FORMAT);
        }
        if (frontend.backend() != null) {
            out.line("default_backend %s", frontend.backend());
        } else if (frontend.mode() == Mode.TCP) {
            out.line("tcp-request connection reject");
        }
    }

    private static void http(Sections out, Duration idleTimeout) {
        out.line("mode http")
                .line("option log-separate-errors")
                .line("log-format %s", AccessLine.HTTP_FORMAT)
                .line("timeout http-request 10s")
                .line("timeout http-keep-alive %s", millis(idleTimeout))
                // A reload answers what comes on idle connections before it closes them.
                .line("option idle-close-on-response")
                // What the client claims about who it is ends here.
                .line("option forwardfor")
                .line("http-request del-header X-Forwarded-For")
                .line("http-request set-header X-Forwarded-Proto http")
                .line("http-request set-header X-Forwarded-Port %%[dst_port]")
                .line("unique-id-format %%[uuid()]")
                .line("http-request set-header Berth-Request-Id %%[unique-id]");
    }

    private static void backend(Sections out, Backend backend, boolean withServers) {
        var check = backend.check();
        out.section("backend " + backend.name())
                .line("id %d", backend.number())
                .line("mode %s", backend.mode() == Mode.HTTP ? "http" : "tcp")
                .line("balance %s", backend.balance().keyword);
        if (backend.balance() == Balance.SOURCE) {
            out.line("hash-type consistent");
        }
        if (backend.mode() == Mode.HTTP) {
            out.line("http-reuse safe");
        }
        out.line("timeout server %s", millis(backend.idleTimeout())).line("timeout check %s", millis(check.timeout()));
        if (check.http()) {
            out.line("option httpchk")
                    .line("http-check send meth GET uri %s ver HTTP/1.1 hdr Host health.berth", check.path())
                    .line("http-check expect status %s", check.expectedStatus());
        } else {
            out.line("option tcp-check");
        }
        if (withServers) {
            for (Server server : backend.servers()) {
                out.line(
                        "server %s %s%s",
                        server.name(), ServerOptions.of(server, backend), server.open() ? "" : " disabled");
            }
        } else {
            // Check parameters and slow start of servers that exist only change with a reload.
            out.line("# servers: %s", ServerOptions.of(new Server("", 0, "", 0, 0, false, true), backend));
        }
    }

    private static void probe(Sections out) {
        out.section("backend " + PROBE)
                .line("id %d", PROBE_NUMBER)
                .line("mode tcp")
                .line("timeout check 1s");
    }

    /** Indented lines under headings. */
    private static final class Sections {
        private final StringBuilder text =
                new StringBuilder("# Made by Berth's balancer-service; changes are overwritten.\n");

        Sections section(String heading) {
            text.append('\n').append(heading).append('\n');
            return this;
        }

        Sections line(String format, Object... values) {
            text.append("    ")
                    .append(String.format(java.util.Locale.ROOT, format, values))
                    .append('\n');
            return this;
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
