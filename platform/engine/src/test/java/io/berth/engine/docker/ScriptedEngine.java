package io.berth.engine.docker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A unix socket that speaks just enough HTTP to be any version of the engine, or a silent one. */
final class ScriptedEngine implements AutoCloseable {

    /** An answer; status 0 is none, ever. */
    record Answer(int status, String body) {
        static final Answer SILENCE = new Answer(0, "");

        static Answer ok(String body) {
            return new Answer(200, body);
        }
    }

    /** A request as it came. */
    record Request(String line, String body) {}

    final List<Request> requests = new CopyOnWriteArrayList<>();
    /** Connections that the client gave up while it waited for an answer. */
    final AtomicInteger hangUps = new AtomicInteger();

    private final Path socket;
    private final ServerSocketChannel server;
    private final List<SocketChannel> connections = new CopyOnWriteArrayList<>();
    private volatile Function<Request, Answer> script;

    ScriptedEngine(Path directory, Function<Request, Answer> script) throws IOException {
        this.socket = directory.resolve("engine.sock");
        Files.deleteIfExists(socket);
        this.server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        this.script = script;
        server.bind(UnixDomainSocketAddress.of(socket));
        Thread.ofVirtual().start(this::accept);
    }

    static Answer version(String max, String min) {
        return Answer.ok("{\"Version\":\"x\",\"ApiVersion\":\"" + max + "\",\"MinAPIVersion\":\"" + min + "\"}");
    }

    String path() {
        return socket.toString();
    }

    void script(Function<Request, Answer> script) {
        this.script = script;
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (SocketChannel connection : connections) {
            connection.close();
        }
        Files.deleteIfExists(socket);
    }

    private void accept() {
        while (server.isOpen()) {
            try {
                SocketChannel connection = server.accept();
                connections.add(connection);
                Thread.ofVirtual().start(() -> serve(connection));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(SocketChannel connection) {
        try (connection) {
            var in = new BufferedReader(
                    new InputStreamReader(Channels.newInputStream(connection), StandardCharsets.UTF_8));
            OutputStream out = Channels.newOutputStream(connection);
            for (Request request = read(in); request != null; request = read(in)) {
                requests.add(request);
                Answer answer = script.apply(request);
                if (answer.status() == 0) {
                    if (in.read() < 0) {
                        hangUps.incrementAndGet();
                    }
                    return;
                }
                write(out, answer);
            }
        } catch (IOException gone) {
            hangUps.incrementAndGet();
        }
    }

    private static Request read(BufferedReader in) throws IOException {
        String line = in.readLine();
        if (line == null) {
            return null;
        }
        int length = 0;
        for (String header = in.readLine(); header != null && !header.isEmpty(); header = in.readLine()) {
            if (header.toLowerCase().startsWith("content-length:")) {
                length = Integer.parseInt(
                        header.substring(header.indexOf(':') + 1).strip());
            }
        }
        char[] body = new char[length];
        int read = 0;
        while (read < length) {
            read += in.read(body, read, length - read);
        }
        return new Request(line, new String(body));
    }

    private static void write(OutputStream out, Answer answer) throws IOException {
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        String head = "HTTP/1.1 " + answer.status() + " X\r\nContent-Type: application/json\r\nContent-Length: "
                + body.length + "\r\n\r\n";
        out.write(head.getBytes(StandardCharsets.UTF_8));
        out.write(body);
        out.flush();
    }
}
