package io.berth.cli.demo.load;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * One connection that asks and waits for the answer, RFC 9112. Ordinary clients repeat a request quietly when a
 * connection breaks; this one does not, so that a broken request is seen. Before a request it looks whether the other
 * side has closed the idle connection, and opens a new one: nothing was sent yet, so that is no retry.
 */
public final class HttpConnection implements AutoCloseable {

    /** An answer. Header names are in lower case. */
    public record Answer(int status, Map<String, String> headers, String body) {}

    private final InetSocketAddress target;
    private final Duration timeout;
    private SocketChannel channel;
    private InputStream in;

    public HttpConnection(InetSocketAddress target, Duration timeout) {
        this.target = target;
        this.timeout = timeout;
    }

    /**
     * Asks once.
     *
     * @throws IOException when the request could not be sent or its answer not be read to the end
     */
    public Answer get(String path, Map<String, String> headers) throws IOException {
        if (channel == null || wasClosedByPeer()) {
            open();
        }
        try {
            send(path, headers);
            Answer answer = read();
            if ("close".equalsIgnoreCase(answer.headers().get("connection"))) {
                close();
            }
            return answer;
        } catch (IOException broken) {
            close();
            throw broken;
        }
    }

    @Override
    public void close() {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException alreadyGone) {
                // Closing is all that was wanted.
            }
            channel = null;
        }
    }

    private void open() throws IOException {
        close();
        var opened = SocketChannel.open();
        try {
            opened.setOption(StandardSocketOptions.TCP_NODELAY, true);
            opened.socket().connect(target, (int) timeout.toMillis());
            opened.socket().setSoTimeout((int) timeout.toMillis());
            in = new BufferedInputStream(opened.socket().getInputStream(), 4096);
        } catch (IOException refused) {
            opened.close();
            throw new IOException("no connection to " + target + ": " + refused.getMessage(), refused);
        }
        channel = opened;
    }

    private boolean wasClosedByPeer() {
        try {
            channel.configureBlocking(false);
            boolean closed = channel.read(ByteBuffer.allocate(1)) != 0;
            channel.configureBlocking(true);
            return closed;
        } catch (IOException broken) {
            return true;
        }
    }

    private void send(String path, Map<String, String> headers) throws IOException {
        var request = new StringBuilder("GET ").append(path).append(" HTTP/1.1\r\nHost: ");
        request.append(target.getHostString())
                .append(':')
                .append(target.getPort())
                .append("\r\n");
        headers.forEach(
                (name, value) -> request.append(name).append(": ").append(value).append("\r\n"));
        var bytes = ByteBuffer.wrap(request.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private Answer read() throws IOException {
        String statusLine = line();
        String[] parts = statusLine.split(" ", 3);
        if (parts.length < 2 || !parts[0].startsWith("HTTP/1.")) {
            throw new IOException("no HTTP answer: " + statusLine);
        }
        int status = Integer.parseInt(parts[1]);
        Map<String, String> headers = new TreeMap<>();
        for (String header = line(); !header.isEmpty(); header = line()) {
            int colon = header.indexOf(':');
            headers.put(
                    header.substring(0, colon).toLowerCase(Locale.ROOT),
                    header.substring(colon + 1).trim());
        }
        return new Answer(status, headers, new String(body(status, headers), StandardCharsets.UTF_8));
    }

    private byte[] body(int status, Map<String, String> headers) throws IOException {
        if (status == 204 || status == 304) {
            return new byte[0];
        }
        if ("chunked".equalsIgnoreCase(headers.get("transfer-encoding"))) {
            return chunks();
        }
        String length = headers.get("content-length");
        return length == null ? in.readAllBytes() : exactly(Integer.parseInt(length));
    }

    private byte[] chunks() throws IOException {
        var body = new ByteArrayOutputStream();
        int size;
        do {
            size = Integer.parseInt(line().split(";", 2)[0].trim(), 16);
            body.writeBytes(exactly(size));
            line();
        } while (size > 0);
        return body.toByteArray();
    }

    private byte[] exactly(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the answer ended " + (length - bytes.length) + " bytes early");
        }
        return bytes;
    }

    private String line() throws IOException {
        var line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the connection was closed before the answer was complete");
            }
            if (next != '\r') {
                line.write(next);
            }
        }
        return line.toString(StandardCharsets.US_ASCII);
    }
}
