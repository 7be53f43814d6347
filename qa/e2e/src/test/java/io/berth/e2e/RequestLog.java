package io.berth.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * What a group's instances have logged: each request's id and who had it. It follows the log of every instance from its
 * start, because an instance that was scaled in takes its log with it.
 */
final class RequestLog implements AutoCloseable {

    private static final Duration LOOK = Duration.ofMillis(300);

    private final String network;
    private final Map<String, List<String>> instancesByRequest = new ConcurrentHashMap<>();
    private final Set<String> followed = ConcurrentHashMap.newKeySet();
    private final ConcurrentLinkedQueue<Process> followers = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Thread> readers = new ConcurrentLinkedQueue<>();
    private final Thread watcher;
    private volatile boolean stopping;

    RequestLog(App app) {
        this.network = app.engineNetwork();
        follow();
        watcher = Thread.ofVirtual().start(this::watch);
    }

    /** Instances that logged the request: one when all is well. */
    List<String> instancesOf(String requestId) {
        return instancesByRequest.getOrDefault(requestId, List.of());
    }

    /** Ids of all the requests that any instance logged. */
    Set<String> requests() {
        return instancesByRequest.keySet();
    }

    int instances() {
        return followed.size();
    }

    @Override
    public void close() {
        stopping = true;
        try {
            watcher.join();
            followers.forEach(Process::destroy);
            for (Thread reader : readers) {
                reader.join();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void watch() {
        try {
            while (!stopping) {
                follow();
                Thread.sleep(LOOK);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void follow() {
        for (String container : Engine.lines(
                "ps",
                "--quiet",
                "--no-trunc",
                "--filter",
                "label=io.berth.installation=" + Suite.installation(),
                "--filter",
                "label=io.berth.kind=instance",
                "--filter",
                "network=" + network)) {
            if (followed.add(container)) {
                follow(container);
            }
        }
    }

    private void follow(String container) {
        try {
            Process process = new ProcessBuilder("docker", "logs", "--follow", container)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            followers.add(process);
            readers.add(Thread.ofVirtual().start(() -> read(container, process)));
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static List<String> both(List<String> some, List<String> more) {
        List<String> all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }

    private void read(String container, Process process) {
        try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                instancesByRequest.merge(line.split(" ", 2)[0], List.of(container), RequestLog::both);
            }
        } catch (IOException ended) {
            // The follower was stopped.
        }
    }
}
