package io.berth.test.gadget;

import io.berth.test.BerthStack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * PostgreSQL behind a door. A test with a field {@code Consumer<Boolean>} shuts it: connections break, and none is made
 * until it opens again.
 */
public class DatabaseDoor extends BerthStack {
    private static final String URL = "quarkus.datasource.jdbc.url";

    private final Set<Socket> through = ConcurrentHashMap.newKeySet();
    private final ExecutorService carriers = Executors.newVirtualThreadPerTaskExecutor();
    private ServerSocket door;
    private int behind;
    private volatile boolean shut;

    @Override
    public Map<String, String> start() {
        var settings = new TreeMap<>(super.start());
        var direct = settings.get(URL);
        behind = URI.create(direct.substring("jdbc:".length())).getPort();
        try {
            door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        carriers.execute(this::open);
        settings.put(URL, direct.replace(":" + behind + "/", ":" + door.getLocalPort() + "/"));
        return settings;
    }

    @Override
    public void inject(TestInjector injector) {
        Consumer<Boolean> handle = this::shut;
        injector.injectIntoFields(handle, new TestInjector.MatchesType(Consumer.class));
    }

    @Override
    public void stop() {
        shut(true);
        if (door != null) {
            close(door);
        }
        carriers.shutdownNow();
    }

    private void shut(boolean closed) {
        shut = closed;
        if (closed) {
            through.forEach(DatabaseDoor::close);
        }
    }

    private void open() {
        while (!door.isClosed()) {
            try {
                let(door.accept());
            } catch (IOException stopped) {
                close(door);
            }
        }
    }

    private void let(Socket client) throws IOException {
        if (shut) {
            close(client);
            return;
        }
        var server = new Socket(InetAddress.getLoopbackAddress(), behind);
        through.add(client);
        through.add(server);
        carriers.execute(() -> carry(client, server));
        carriers.execute(() -> carry(server, client));
    }

    private void carry(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException broken) {
            // Either side is gone, and so is the connection.
        } finally {
            close(from);
            close(to);
            through.remove(from);
            through.remove(to);
        }
    }

    private static void close(AutoCloseable one) {
        try {
            one.close();
        } catch (Exception closed) {
            throw new IllegalStateException(closed);
        }
    }
}
