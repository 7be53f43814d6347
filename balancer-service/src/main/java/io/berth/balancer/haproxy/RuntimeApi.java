package io.berth.balancer.haproxy;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * HAProxy's runtime API (management guide, 9.3): what is changed here takes effect at once and without a reload. Each call
 * has a deadline.
 *
 * <p>All methods throw {@link ProxyUnreachable} when the process does not answer and {@link ProxyRefusal} when it says no.
 */
public final class RuntimeApi {
    private static final Pattern DESCRIPTION = Pattern.compile("(?m)^description: berth-(\\S*)$");
    /** Longer than any pause in which a process that starts or reloads does not accept. */
    private static final Duration DEADLINE = Duration.ofSeconds(4);

    private static final Duration REMOVABLE = Duration.ofSeconds(2);

    private final ProxySocket socket;

    public RuntimeApi(ProxyFiles files) {
        this.socket = ProxySocket.ofWorker(files.statsSocket());
    }

    /** The digest of the structure that the process runs; empty when it is not one that Berth wrote. */
    public Optional<String> structure() {
        var found = DESCRIPTION.matcher(ask("show info"));
        return found.find() ? Optional.of(found.group(1)) : Optional.empty();
    }

    /** Counters and states of everything. */
    public Stats stats() {
        return StatsCsv.parse(ask("show stat")).with(ServerState.parse(serversState()));
    }

    /** For {@link ProxyFiles#writeServersState}: what the next process starts from. */
    public String serversState() {
        return ask("show servers state");
    }

    /** Passes on what is answered from now on; after a reload it is another process that must be asked. */
    public void followAccess(Duration stretch, Consumer<AccessLine> lines) {
        socket.follow(
                "show events access -w -n",
                stretch,
                line -> AccessLine.parse(line).ifPresent(lines));
    }

    /**
     * Adds a server that gets no traffic: it is drained and counts as down before its first check is made, because leaving
     * maintenance would make it up unchecked.
     */
    public void add(Backend backend, Server server) {
        command("add server %s/%s %s".formatted(backend.name(), server.name(), ServerOptions.of(server, backend)));
        check(backend.name(), server.name());
    }

    /** Takes a server out of maintenance so that it is checked, but still gets no traffic. */
    public void check(String backend, String server) {
        command("enable health %s/%s".formatted(backend, server));
        command("set server %s/%s state drain".formatted(backend, server));
        command("set server %s/%s health down".formatted(backend, server));
    }

    /** Opens a server for traffic. */
    public void open(String backend, String server) {
        command("set server %s/%s state ready".formatted(backend, server));
    }

    /** No new sessions; those under way go on. */
    public void drain(String backend, String server) {
        command("set server %s/%s state drain".formatted(backend, server));
    }

    public void weigh(String backend, String server, int weight) {
        command("set server %s/%s weight %d".formatted(backend, server, weight));
    }

    /** Ends what is left on the server and removes it. */
    public void remove(String backend, String server) {
        var name = backend + "/" + server;
        command("set server %s state maint".formatted(name));
        command("shutdown sessions server %s".formatted(name));
        var wait = "wait %dms srv-removable %s".formatted(REMOVABLE.toMillis(), name);
        var answer = socket.ask(wait, DEADLINE.plus(REMOVABLE)).strip();
        if (!answer.equals("Done.")) {
            throw new ProxyRefusal(wait, answer);
        }
        command("del server %s".formatted(name));
    }

    private String ask(String command) {
        return socket.ask(command, DEADLINE);
    }

    private void command(String command) {
        var answer = ask(command).strip();
        if (!answer.isEmpty() && !answer.equals("New server registered.") && !answer.equals("Server deleted.")) {
            throw new ProxyRefusal(command, answer);
        }
    }
}
