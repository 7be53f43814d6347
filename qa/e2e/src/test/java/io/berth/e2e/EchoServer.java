package io.berth.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

/** A target for plain TCP: it answers every line with its name and that line. */
final class EchoServer implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 15_000;

    private final String name;
    private final ServerSocket socket;

    EchoServer(String name) {
        this.name = name;
        try {
            socket = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        Thread.startVirtualThread(this::accept);
    }

    int port() {
        return socket.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                Socket accepted = socket.accept();
                Thread.startVirtualThread(() -> echo(accepted));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void echo(Socket accepted) {
        try (accepted) {
            var in = reader(accepted);
            var out = writer(accepted);
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                out.println(name + ": " + line);
            }
        } catch (IOException gone) {
            // A health check's connection ends like this.
        }
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    private static PrintWriter writer(Socket socket) throws IOException {
        return new PrintWriter(socket.getOutputStream(), true, StandardCharsets.UTF_8);
    }

    /** One client's connection, and who is at its other end. */
    record Talk(Socket socket, BufferedReader in, PrintWriter out, String who) implements AutoCloseable {

        String say(String line) {
            try {
                out.println(line);
                return in.readLine();
            } catch (IOException broken) {
                throw new AssertionError("the connection to " + who + " broke", broken);
            }
        }

        @Override
        public void close() {
            try {
                socket.close();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }

    /** So many connections, all of them open. */
    static List<Talk> talks(InetSocketAddress listener, int count) {
        return IntStream.range(0, count).mapToObj(i -> talk(listener)).toList();
    }

    private static Talk talk(InetSocketAddress listener) {
        try {
            var socket = new Socket(listener.getAddress(), listener.getPort());
            socket.setSoTimeout(PATIENCE_MILLIS);
            var in = reader(socket);
            var out = writer(socket);
            out.println("hello");
            String answer = String.valueOf(in.readLine());
            return new Talk(socket, in, out, answer.split(":", 2)[0]);
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
