package io.berth.balancer;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * As much of HAProxy's two sockets as a balancer needs, for a container of a fake engine: reads the file, keeps
 * servers in memory, carries no traffic. Real HAProxy is tried on a real engine.
 */
final class FakeHaproxy implements AutoCloseable {
    /** Checks of targets on this port fail. */
    static final int DEAD_PORT = 9;

    /** Ports that something else has. */
    static final Set<Integer> OCCUPIED = ConcurrentHashMap.newKeySet();

    /** Ports that only a reload finds to be somebody else's, as those are that workers may not bind. */
    static final Set<Integer> UNBINDABLE = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private final List<ServerSocketChannel> sockets = new CopyOnWriteArrayList<>();
    private final Map<String, Server> servers = new TreeMap<>();
    private final List<String> log = new CopyOnWriteArrayList<>();
    private List<String> frontends = List.of();
    private List<String> backends = List.of();
    private Set<Integer> ports = Set.of();
    private String description = "";
    private volatile int reloads;
    private volatile String complaint;
    private volatile boolean confused;
    /** Counters of workers that finish earlier configurations, by pid. */
    private final Map<Integer, String> earlier = new TreeMap<>();

    private static final class Server {
        String source;
        int sessions;
        int port;
        int weight;
        boolean maintenance;
        boolean draining;
        boolean checked;
    }

    FakeHaproxy(Path directory) throws IOException {
        this.directory = directory;
        load();
        serve("stats.sock");
        serve("master.sock");
    }

    int reloads() {
        return reloads;
    }

    /** Every changing command, in order. */
    List<String> log() {
        return List.copyOf(log);
    }

    /** Requests are under way with that target. */
    synchronized void hold(String target, int sessions) {
        servers.forEach((name, server) -> {
            if (name.endsWith("/" + target)) {
                server.sessions = sessions;
            }
        });
    }

    /** What earlier workers had under way is done. */
    synchronized void finish() {
        earlier.clear();
    }

    /** Every reload is refused with these words; with null none. */
    void refuseReloads(String words) {
        complaint = words;
    }

    /** Whether it answers with what nobody understands. */
    void confuse(boolean confused) {
        this.confused = confused;
    }

    private void serve(String name) throws IOException {
        var path = directory.resolve(name);
        Files.deleteIfExists(path);
        var socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        socket.bind(UnixDomainSocketAddress.of(path));
        sockets.add(socket);
        Thread.ofVirtual().start(() -> accept(socket));
    }

    private void accept(ServerSocketChannel socket) {
        while (socket.isOpen()) {
            try (var channel = socket.accept()) {
                var buffer = ByteBuffer.allocate(4096);
                channel.read(buffer);
                var command = new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8).strip();
                channel.write(StandardCharsets.UTF_8.encode(answer(command)));
            } catch (IOException | RuntimeException ended) {
                // The next connection is another story; a closed socket ends the loop.
            }
        }
    }

    private synchronized String answer(String command) throws IOException {
        var words = command.split(" ");
        if (!words[0].equals("show") && !words[0].equals("wait") && !command.contains("berth_probe")) {
            log.add(command);
        }
        if (words[0].startsWith("@!")) {
            return earlier.getOrDefault(Integer.parseInt(words[0].substring(2)), "");
        }
        return switch (words[0] + " " + (words.length > 1 ? words[1] : "")) {
            case "show info" -> "Name: HAProxy\ndescription: " + description + "\n\n";
            case "show stat" -> confused ? "what?\n" : stats();
            case "show servers" -> states();
            case "show proc" -> workers();
            case "reload " -> reload();
            case "add server" -> add(words);
            case "del server" -> servers.remove(words[2]) == null ? "No such server.\n" : "Server deleted.\n";
            case "enable health" -> with(words[2], server -> server.checked = true);
            case "set server" -> set(words);
            case "shutdown sessions" -> "\n";
            default -> words[0].equals("wait") ? "Done.\n" : "Unknown command\n";
        };
    }

    private String workers() {
        var text = new StringBuilder("#<PID>\n1 master\n# workers\n2 worker\n");
        if (!earlier.isEmpty()) {
            text.append("# old workers\n");
            earlier.keySet().forEach(pid -> text.append(pid).append(" worker\n"));
        }
        return text.append("# programs\n").toString();
    }

    private String add(String[] words) {
        var server = new Server();
        server.source = words[4].equals("source") ? words[5] : null;
        server.port = port(words[3]);
        server.weight = weight(words);
        server.maintenance = true;
        servers.put(words[2], server);
        return "New server registered.\n";
    }

    private String set(String[] words) {
        return with(words[2], server -> {
            switch (words[3] + " " + words[4]) {
                case "state drain" -> {
                    server.maintenance = false;
                    server.draining = true;
                }
                case "state ready" -> {
                    server.maintenance = false;
                    server.draining = false;
                }
                case "state maint" -> server.maintenance = true;
                case "health down" -> server.checked = true;
                default -> server.weight = Integer.parseInt(words[4]);
            }
        });
    }

    private String with(String name, Consumer<Server> change) {
        var server = servers.get(name);
        if (server == null) {
            return "No such server.\n";
        }
        change.accept(server);
        return "\n";
    }

    private String stats() {
        var csv = new StringBuilder(
                "# pxname,svname,qcur,scur,stot,status,weight,lastchg,rate,check_status,check_code,req_tot,req_rate,mode,last_chk,\n");
        int sessions =
                servers.values().stream().mapToInt(server -> server.sessions).sum();
        frontends.forEach(
                name -> csv.append(name).append(",FRONTEND,,%d,0,OPEN,,,0,,,0,0,http,,\n".formatted(sessions)));
        servers.forEach((name, server) -> {
            var key = name.split("/");
            boolean probe = key[0].equals("berth_probe");
            boolean passes = probe ? OCCUPIED.contains(server.port) : server.port != DEAD_PORT;
            var status = server.maintenance ? "MAINT" : !passes ? "DOWN" : server.draining ? "DRAIN" : "UP";
            var check = server.maintenance || !server.checked ? "" : passes ? "L7OK" : "L4CON";
            csv.append("%s,%s,0,%d,0,%s,%d,0,0,%s,,0,,http,%s,%n"
                    .formatted(
                            key[0],
                            key[1],
                            server.sessions,
                            status,
                            server.weight,
                            server.source == null ? check : "L4CON",
                            server.source == null ? "" : bound(server.source)));
        });
        backends.forEach(
                name -> csv.append(name).append(",BACKEND,0,%d,0,UP,,0,0,,,0,,http,,\n".formatted(sessionsOf(name))));
        return csv.append('\n').toString();
    }

    private int sessionsOf(String backend) {
        return servers.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(backend + "/"))
                .mapToInt(entry -> entry.getValue().sessions)
                .sum();
    }

    /** What a check meets that has this source. */
    private String bound(String source) {
        if (OCCUPIED.contains(port(source)) || ports.contains(port(source))) {
            return "Can't bind to source address (Address already in use)";
        }
        boolean here = source.startsWith("127.0.0.") || source.startsWith("[::ffff:0.0.0.0]");
        return here ? "Connection refused" : "Can't bind to source address (Cannot assign requested address)";
    }

    private String states() {
        var text = new StringBuilder("1\n# be_id be_name srv_id srv_name srv_addr srv_op_state srv_admin_state\n");
        servers.forEach((name, server) -> {
            var key = name.split("/");
            int admin = (server.maintenance ? 1 : 0) | (server.draining ? 8 : 0);
            text.append("1 %s 1 %s 127.0.0.1 2 %d %d %d 1%n"
                    .formatted(key[0], key[1], admin, server.weight, server.weight));
        });
        return text.append('\n').toString();
    }

    private String reload() throws IOException {
        reloads++;
        var refused = refusal();
        if (refused != null) {
            return "Success=0\n--\n" + refused;
        }
        if (servers.values().stream().anyMatch(server -> server.sessions > 0)) {
            earlier.put(100 + reloads, stats());
        }
        load();
        return "Success=1\n--\n";
    }

    private String refusal() throws IOException {
        var frontend = "";
        for (String line : Files.readAllLines(directory.resolve("haproxy.cfg"))) {
            var words = line.strip().split(" ");
            if (words[0].equals("frontend")) {
                frontend = words[1];
            } else if (words[0].equals("bind") && UNBINDABLE.contains(port(words[1]))) {
                return "[ALERT]    (1) : Binding [haproxy.cfg:40] for frontend %s: protocol tcpv4: cannot bind socket (Address already in use) for [%s].%n"
                        .formatted(frontend, words[1]);
            }
        }
        return complaint == null ? null : "[ALERT]    (1) : " + complaint + "\n";
    }

    private synchronized void load() throws IOException {
        var before = new TreeMap<>(servers);
        servers.clear();
        var fronts = new ArrayList<String>();
        var backs = new ArrayList<String>();
        var binds = new HashSet<Integer>();
        for (String line : Files.readAllLines(directory.resolve("haproxy.cfg"))) {
            var words = line.strip().split(" ");
            switch (words[0]) {
                case "description" -> description = words[1];
                case "frontend" -> fronts.add(words[1]);
                case "bind" -> binds.add(port(words[1]));
                case "backend" -> backs.add(words[1]);
                case "server" ->
                    servers.put(
                            backs.getLast() + "/" + words[1],
                            loaded(words, before.get(backs.getLast() + "/" + words[1])));
                default -> {}
            }
        }
        frontends = List.copyOf(fronts);
        ports = Set.copyOf(binds);
        backends = List.copyOf(backs);
    }

    /** Saved states come back, but {@code disabled} in the file wins. */
    private static Server loaded(String[] words, Server before) {
        var server = new Server();
        server.port = port(words[2]);
        server.weight = weight(words);
        server.maintenance = words[words.length - 1].equals("disabled");
        server.checked = !server.maintenance;
        server.draining = before != null && before.draining;
        return server;
    }

    private static int port(String endpoint) {
        return Integer.parseInt(endpoint.substring(endpoint.lastIndexOf(':') + 1));
    }

    private static int weight(String[] words) {
        for (int i = 0; i < words.length - 1; i++) {
            if (words[i].equals("weight")) {
                return Integer.parseInt(words[i + 1]);
            }
        }
        return 1;
    }

    @Override
    public void close() throws IOException {
        for (var socket : sockets) {
            socket.close();
        }
    }
}
