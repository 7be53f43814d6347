package io.berth.engine.fake;

import io.berth.engine.EngineChange;
import io.berth.engine.EngineException;
import io.berth.engine.Owner;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/** The event stream: a queue per watcher; an empty element breaks it. */
final class Subscribers {

    private record Watcher(String installation, BlockingQueue<Optional<EngineChange>> queue) {}

    private final String host;
    private final List<Watcher> watchers = new CopyOnWriteArrayList<>();

    Subscribers(String host) {
        this.host = host;
    }

    void emit(String installation, Owner owner, String action) {
        EngineChange change = new EngineChange(host, owner.kind(), owner.id(), action);
        watchers.stream()
                .filter(watcher -> watcher.installation.equals(installation))
                .forEach(watcher -> watcher.queue.add(Optional.of(change)));
    }

    void breakStreams() {
        watchers.forEach(watcher -> watcher.queue.add(Optional.empty()));
    }

    void watch(String installation, Runnable connected, Consumer<EngineChange> changes) {
        Watcher watcher = new Watcher(installation, new LinkedBlockingQueue<>());
        watchers.add(watcher);
        try {
            connected.run();
            Optional<EngineChange> next = watcher.queue.take();
            while (next.isPresent()) {
                changes.accept(next.get());
                next = watcher.queue.take();
            }
            throw new EngineException(EngineException.Kind.UNAVAILABLE, "the event stream broke");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            watchers.remove(watcher);
        }
    }
}
