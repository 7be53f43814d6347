package io.berth.balancer.haproxy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * One of HAProxy's command sockets (management guide, 9.3 and 9.4): a connection per command, the answer ends with the
 * connection. Never waits longer than the deadline.
 */
final class ProxySocket {
    private final Path socket;
    private final boolean endsInput;

    private ProxySocket(Path socket, boolean endsInput) {
        this.socket = socket;
        this.endsInput = endsInput;
    }

    /** A worker's: it ends the connection after one command. */
    static ProxySocket ofWorker(Path socket) {
        return new ProxySocket(socket, false);
    }

    /** The master's: it waits for more commands until there can be none. */
    static ProxySocket ofMaster(Path socket) {
        return new ProxySocket(socket, true);
    }

    /**
     * @param command one line, several commands divided by {@code ;}
     * @throws ProxyUnreachable when nobody answers in time
     */
    String ask(String command, Duration deadline) {
        long end = System.nanoTime() + deadline.toNanos();
        try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
                var selector = Selector.open()) {
            channel.configureBlocking(false);
            var key = channel.register(selector, SelectionKey.OP_WRITE);
            send(channel, selector, StandardCharsets.UTF_8.encode(command + "\n"), end);
            if (endsInput) {
                channel.shutdownOutput();
            }
            key.interestOps(SelectionKey.OP_READ);
            return receive(channel, selector, end);
        } catch (IOException failure) {
            throw new ProxyUnreachable(socket + " does not answer: " + failure.getMessage(), failure);
        }
    }

    /** Passes on what keeps coming, line by line, until the time is over or the other side ends. */
    void follow(String command, Duration stretch, Consumer<String> lines) {
        long end = System.nanoTime() + stretch.toNanos();
        try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
                var selector = Selector.open()) {
            channel.configureBlocking(false);
            var key = channel.register(selector, SelectionKey.OP_WRITE);
            send(channel, selector, StandardCharsets.UTF_8.encode(command + "\n"), end);
            key.interestOps(SelectionKey.OP_READ);
            pass(channel, selector, end, lines);
        } catch (IOException failure) {
            throw new ProxyUnreachable(socket + " does not answer: " + failure.getMessage(), failure);
        }
    }

    private void pass(SocketChannel channel, Selector selector, long end, Consumer<String> lines) throws IOException {
        var line = new StringBuilder();
        var buffer = ByteBuffer.allocate(64 * 1024);
        for (long millis = left(end); millis > 0; millis = left(end)) {
            if (selector.select(millis) == 0) {
                continue;
            }
            selector.selectedKeys().clear();
            int count = channel.read(buffer);
            if (count < 0) {
                return;
            }
            for (int i = 0; i < count; i++) {
                char next = (char) (buffer.get(i) & 0xff);
                if (next == '\n') {
                    lines.accept(line.toString());
                    line.setLength(0);
                } else {
                    line.append(next);
                }
            }
            buffer.clear();
        }
    }

    private static long left(long end) {
        return Thread.currentThread().isInterrupted() ? 0 : (end - System.nanoTime()) / 1_000_000;
    }

    private void send(SocketChannel channel, Selector selector, ByteBuffer bytes, long end) throws IOException {
        while (bytes.hasRemaining()) {
            await(selector, end);
            channel.write(bytes);
        }
    }

    private String receive(SocketChannel channel, Selector selector, long end) throws IOException {
        var answer = new ByteArrayOutputStream();
        var buffer = ByteBuffer.allocate(16 * 1024);
        while (true) {
            await(selector, end);
            int count = channel.read(buffer);
            if (count < 0) {
                return answer.toString(StandardCharsets.UTF_8);
            }
            answer.write(buffer.array(), 0, count);
            buffer.clear();
        }
    }

    private void await(Selector selector, long end) throws IOException {
        long millis = (end - System.nanoTime()) / 1_000_000;
        if (millis <= 0 || selector.select(millis) == 0) {
            throw new IOException("no answer in time");
        }
        selector.selectedKeys().clear();
    }
}
