package io.berth.image.upload;

import io.berth.image.oci.Digest;
import io.berth.image.oci.RegistryError;
import io.berth.image.oci.RegistryException;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.MessageDigest;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The hash of each upload between its requests, and the right to write to it. Java cannot save a hash's state, so it
 * lives in memory only: after a restart, or when a request broke off in the middle, it is computed again from the file.
 */
@ApplicationScoped
class RunningHashes {
    private static final long WAIT_SECONDS = 10;

    private final Map<UUID, Running> running = new ConcurrentHashMap<>();

    /**
     * Claims an upload for one request; close it to let the next one in. A client that lost its connection may be back
     * before the broken request is done here, so this waits for a while.
     *
     * @throws RegistryException {@code BLOB_UPLOAD_INVALID} with 409 when another request keeps writing
     */
    Running claim(Upload upload) {
        var entry = running.computeIfAbsent(upload.id(), id -> new Running(id, upload.algorithm()));
        try {
            if (entry.lock.tryLock(WAIT_SECONDS, TimeUnit.SECONDS)) {
                return entry;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new RegistryException(
                RegistryError.BLOB_UPLOAD_INVALID, 409, "another request is writing to this upload", Map.of());
    }

    /** Forgets an upload that has ended. */
    void forget(UUID id) {
        running.remove(id);
    }

    /** Whether a request holds the upload right now. */
    boolean busy(UUID id) {
        var entry = running.get(id);
        return entry != null && entry.lock.isLocked();
    }

    /** One upload's hash, held by one request. */
    static final class Running implements AutoCloseable {
        private final ReentrantLock lock = new ReentrantLock();
        private final UUID id;
        private final Digest.Algorithm algorithm;
        private MessageDigest hash;
        private long hashed;

        private Running(UUID id, Digest.Algorithm algorithm) {
            this.id = id;
            this.algorithm = algorithm;
            this.hash = algorithm.hash();
        }

        UUID upload() {
            return id;
        }

        /** The hash to feed with the bytes that follow. */
        MessageDigest hash() {
            return hash;
        }

        /** Says how many bytes from the beginning the hash has seen; -1 when that is unknown. */
        void hashed(long bytes) {
            hashed = bytes;
        }

        /** Whether the hash has seen exactly these first bytes with this function. */
        boolean covers(long bytes, Digest.Algorithm wanted) {
            return hashed == bytes && algorithm == wanted;
        }

        @Override
        public void close() {
            lock.unlock();
        }
    }
}
