package io.berth.engine.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Event;
import com.github.dockerjava.api.model.EventType;
import io.berth.engine.EngineChange;
import io.berth.engine.EngineException;
import io.berth.engine.EngineException.Kind;
import io.berth.engine.Owner;
import java.io.Closeable;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * The engine's event stream, reduced to this installation's objects. Events of containers carry their labels; those of
 * networks and volumes do not, so their owners are looked up, and remembered for when the object is gone.
 */
final class EventStream {

    private static final Logger LOG = Logger.getLogger(EventStream.class);
    private static final Duration OPENING = Duration.ofSeconds(10);
    private static final String[] ACTIONS = {
        "create", "start", "die", "oom", "pause", "unpause", "destroy", "health_status", "connect", "disconnect"
    };

    private final String host;
    private final Calls calls;
    private final Ownership ownership;
    private final Networks networks;
    private final Volumes volumes;
    private final Clock clock;

    EventStream(String host, Calls calls, Ownership ownership, Networks networks, Volumes volumes, Clock clock) {
        this.host = host;
        this.calls = calls;
        this.ownership = ownership;
        this.networks = networks;
        this.volumes = volumes;
        this.clock = clock;
    }

    void watch(Runnable connected, Consumer<EngineChange> changes) {
        Subscription subscription = new Subscription(changes);
        try (subscription) {
            calls.run("watch", client -> open(client, subscription));
            connected.run();
            subscription.ended.get();
            throw new EngineException(Kind.UNAVAILABLE, "events: " + host + " closed the stream");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw Failures.translated("events", e.getCause());
        } catch (IOException e) {
            throw new EngineException(Kind.UNAVAILABLE, "events: " + e.getMessage(), e);
        }
    }

    private void open(DockerClient client, Subscription subscription) {
        // From a second ago: the engine answers first and subscribes then. What comes twice is only a hint twice.
        String since = Long.toString(clock.instant().getEpochSecond() - 1);
        client.eventsCmd()
                .withSince(since)
                .withEventTypeFilter(EventType.CONTAINER, EventType.NETWORK, EventType.VOLUME)
                .withEventFilter(ACTIONS)
                .exec(subscription);
        try {
            subscription.opened.get(OPENING.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        } catch (ExecutionException e) {
            throw Failures.translated("events", e.getCause());
        } catch (TimeoutException e) {
            throw new EngineException(Kind.TIMEOUT, "events: the stream does not open", e);
        }
        subscription.owners.putAll(networks.owners(client));
        subscription.owners.putAll(volumes.owners(client));
    }

    private final class Subscription implements ResultCallback<Event> {
        private final Consumer<EngineChange> changes;
        private final Map<String, Owner> owners = new ConcurrentHashMap<>();
        private final CompletableFuture<Closeable> opened = new CompletableFuture<>();
        private final CompletableFuture<Void> ended = new CompletableFuture<>();

        Subscription(Consumer<EngineChange> changes) {
            this.changes = changes;
        }

        @Override
        public void onStart(Closeable stream) {
            opened.complete(stream);
        }

        @Override
        public void onNext(Event event) {
            if (event.getAction() == null || event.getType() == null || event.getActor() == null) {
                return;
            }
            // "health_status: healthy"
            String action = event.getAction().split(":", 2)[0];
            owner(event).ifPresent(owner -> changes.accept(new EngineChange(host, owner.kind(), owner.id(), action)));
        }

        @Override
        public void onError(Throwable failure) {
            opened.completeExceptionally(failure);
            ended.completeExceptionally(failure);
        }

        @Override
        public void onComplete() {
            ended.complete(null);
        }

        @Override
        public void close() throws IOException {
            Closeable stream = opened.isDone() && !opened.isCompletedExceptionally() ? opened.join() : null;
            if (stream != null) {
                stream.close();
            }
        }

        private Optional<Owner> owner(Event event) {
            if (event.getType() == EventType.CONTAINER) {
                return ownership.of(event.getActor().getAttributes());
            }
            String id = event.getActor().getId();
            Owner known = owners.get(id);
            if (known != null || event.getAction().equals("destroy")) {
                return Optional.ofNullable(known);
            }
            Optional<Owner> found = lookUp(event.getType(), id);
            found.ifPresent(owner -> owners.put(id, owner));
            return found;
        }

        private Optional<Owner> lookUp(EventType type, String id) {
            try {
                return type == EventType.NETWORK
                        ? calls.call("network", client -> networks.find(client, id))
                                .map(found -> found.owner())
                        : calls.call("volume", client -> volumes.find(client, id))
                                .map(found -> found.owner());
            } catch (EngineException e) {
                LOG.warnf(e, "event without owner host=%s id=%s", host, id);
                return Optional.empty();
            }
        }
    }
}
