package io.berth.scaler.reconcile;

import io.berth.engine.Engine;
import io.berth.engine.EngineException;
import io.berth.engine.RegistryCredentials;
import io.berth.scaler.ScalerConfig;
import io.berth.scaler.group.Image;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;

/** Sees to it that a host has an image. */
@ApplicationScoped
class Images {
    private static final Logger LOG = Logger.getLogger(Images.class);
    private static final String USER = "berth";

    private final ScalerConfig config;
    private final Map<String, Turn> pulls = new ConcurrentHashMap<>();

    /** One pull of an image at a time on a host; there as long as somebody pulls it or waits. */
    private static final class Turn {
        private final ReentrantLock lock = new ReentrantLock();
        private int users;
    }

    Images(ScalerConfig config) {
        this.config = config;
    }

    /**
     * Berth's own images are always asked for again, because a tag may have moved; the copy on the host serves when the
     * registry is away. Foreign ones are pulled once.
     *
     * @return the reference to start from
     * @throws EngineException when it cannot be had
     */
    String ready(String host, Engine engine, String image) {
        var wanted = Image.of(image, config.registry().address());
        var reference = wanted.reference();
        var turn = enter(host + " " + reference);
        try {
            if (wanted.own()) {
                pullOwn(engine, reference);
            } else if (!engine.hasImage(reference)) {
                engine.pull(reference, null);
            }
        } finally {
            turn.lock.unlock();
            leave(host + " " + reference);
        }
        return reference;
    }

    /** How many images are being pulled or waited for. */
    int pulling() {
        return pulls.size();
    }

    private Turn enter(String key) {
        var turn = pulls.compute(key, (k, there) -> {
            var one = there == null ? new Turn() : there;
            one.users++;
            return one;
        });
        turn.lock.lock();
        return turn;
    }

    private void leave(String key) {
        pulls.computeIfPresent(key, (k, turn) -> --turn.users == 0 ? null : turn);
    }

    private void pullOwn(Engine engine, String reference) {
        try {
            var credentials = config.registry().token().map(token -> new RegistryCredentials(USER, token));
            engine.pull(reference, credentials.orElse(null));
        } catch (EngineException e) {
            if (!e.kind().passing() || !engine.hasImage(reference)) {
                throw e;
            }
            LOG.warnf("pull failed, the host's copy serves image=%s reason=\"%s\"", reference, e.getMessage());
        }
    }
}
