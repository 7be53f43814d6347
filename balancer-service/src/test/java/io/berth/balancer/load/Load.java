package io.berth.balancer.load;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Bounded load over plain sockets without any retry: half of the workers keep their connection until it is closed with the
 * answer, half open one per request.
 */
public final class Load {
    private final int port;
    private final int requests;
    private final int pauseMillis;
    private final AtomicInteger next = new AtomicInteger();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final AtomicInteger answered = new AtomicInteger();
    private List<Thread> workers = List.of();

    public Load(int port, int requests, int pauseMillis) {
        this.port = port;
        this.requests = requests;
        this.pauseMillis = pauseMillis;
    }

    public Load start(int count) {
        workers = IntStream.range(0, count)
                .mapToObj(i -> Thread.ofVirtual().start(() -> work(i % 2 == 0)))
                .toList();
        return this;
    }

    public void join() throws InterruptedException {
        for (var worker : workers) {
            worker.join();
        }
    }

    public boolean running() {
        return workers.stream().anyMatch(Thread::isAlive);
    }

    public int answered() {
        return answered.get();
    }

    public List<String> failures() {
        return List.copyOf(failures);
    }

    private void work(boolean keepAlive) {
        Socket socket = null;
        InputStream in = null;
        int id;
        while ((id = next.getAndIncrement()) < requests) {
            try {
                if (socket == null) {
                    socket = new Socket(InetAddress.getLoopbackAddress(), port);
                    socket.setTcpNoDelay(true);
                    socket.setSoTimeout(10_000);
                    in = new BufferedInputStream(socket.getInputStream());
                }
                socket.getOutputStream().write(request(id, keepAlive));
                boolean closes = answer(in) || !keepAlive;
                answered.incrementAndGet();
                if (closes) {
                    socket.close();
                    socket = null;
                }
                if (pauseMillis > 0) {
                    Thread.sleep(pauseMillis);
                }
            } catch (IOException | InterruptedException failure) {
                failures.add("r" + id + (keepAlive ? " kept: " : " fresh: ") + failure);
                socket = null;
            }
        }
    }

    private static byte[] request(int id, boolean keepAlive) {
        return ("GET / HTTP/1.1\r\nHost: test\r\nTest-Id: r" + id + "\r\n" + (keepAlive ? "" : "Connection: close\r\n")
                        + "\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** @return whether the connection ends with this answer */
    private static boolean answer(InputStream in) throws IOException {
        var status = line(in);
        int length = 0;
        boolean closes = false;
        for (var header = line(in); !header.isEmpty(); header = line(in)) {
            var lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(lower.substring(15).strip());
            }
            closes |= lower.equals("connection: close");
        }
        in.readNBytes(length);
        if (!status.startsWith("HTTP/1.1 200")) {
            throw new IOException(status);
        }
        return closes;
    }

    private static String line(InputStream in) throws IOException {
        var text = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("connection ended" + (text.isEmpty() ? " before an answer" : " in an answer"));
            }
            if (next != '\r') {
                text.append((char) next);
            }
        }
        return text.toString();
    }
}
