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

/** The event stream: one queue per watcher; an empty element breaks it. */
final class Subscribers {

    private final String host;
    private final List<BlockingQueue<Optional<EngineChange>>> queues = new CopyOnWriteArrayList<>();

    Subscribers(String host) {
        this.host = host;
    }

    void emit(Owner owner, String action) {
        EngineChange change = new EngineChange(host, owner.kind(), owner.id(), action);
        queues.forEach(queue -> queue.add(Optional.of(change)));
    }

    void breakStreams() {
        queues.forEach(queue -> queue.add(Optional.empty()));
    }

    void watch(Runnable connected, Consumer<EngineChange> changes) {
        BlockingQueue<Optional<EngineChange>> queue = new LinkedBlockingQueue<>();
        queues.add(queue);
        try {
            connected.run();
            Optional<EngineChange> next = queue.take();
            while (next.isPresent()) {
                changes.accept(next.get());
                next = queue.take();
            }
            throw new EngineException(EngineException.Kind.UNAVAILABLE, "the event stream broke");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            queues.remove(queue);
        }
    }
}
