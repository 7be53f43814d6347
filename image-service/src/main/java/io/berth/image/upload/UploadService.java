package io.berth.image.upload;

import io.berth.image.blob.Blob;
import io.berth.image.blob.BlobFiles;
import io.berth.image.blob.BlobService;
import io.berth.image.blob.BrokenBodyException;
import io.berth.image.oci.ContentRange;
import io.berth.image.oci.Digest;
import io.berth.image.oci.RegistryError;
import io.berth.image.oci.RegistryException;
import io.berth.image.oci.RepositoryName;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Blobs coming in: started, continued, finished or given up. Bytes go to disk as they arrive, and no transaction is
 * open meanwhile.
 */
@ApplicationScoped
class UploadService {
    private static final Logger LOG = Logger.getLogger(UploadService.class);

    /** RFC 4918, section 11.5. */
    private static final int INSUFFICIENT_STORAGE = 507;

    private final UploadRepository uploads;
    private final BlobService blobs;
    private final BlobFiles files;
    private final RunningHashes hashes;

    UploadService(UploadRepository uploads, BlobService blobs, BlobFiles files, RunningHashes hashes) {
        this.uploads = uploads;
        this.blobs = blobs;
        this.files = files;
        this.hashes = hashes;
    }

    Upload start(RepositoryName repository, Digest.Algorithm algorithm) {
        var id = UUID.randomUUID();
        var upload = new Upload(id, repository, BlobFiles.pathFor(id), algorithm, 0);
        uploads.insert(upload);
        return upload;
    }

    /** @throws RegistryException {@code BLOB_UPLOAD_UNKNOWN} */
    Upload require(RepositoryName repository, UUID id) {
        return uploads.find(repository, id)
                .orElseThrow(() -> new RegistryException(
                        RegistryError.BLOB_UPLOAD_UNKNOWN, "no such upload: it ended, was given up or never began"));
    }

    /**
     * Takes the bytes that follow.
     *
     * @param range where they belong, when the client says so: 416 unless that is where the upload stands
     */
    Upload append(RepositoryName repository, UUID id, Optional<ContentRange> range, InputStream body) {
        try (var running = hashes.claim(require(repository, id))) {
            return append(require(repository, id), running, range, body);
        }
    }

    /** Takes the last bytes, if any, and makes the whole a blob of the repository. */
    Blob finish(RepositoryName repository, UUID id, Optional<ContentRange> range, InputStream body, Digest expected) {
        try (var running = hashes.claim(require(repository, id))) {
            var complete = append(require(repository, id), running, range, body);
            var actual = digest(complete, running, expected.algorithm());
            if (!actual.equals(expected)) {
                discard(complete);
                throw new RegistryException(
                        RegistryError.DIGEST_INVALID, "the bytes received have the digest " + actual);
            }
            return keep(complete, actual);
        }
    }

    /** Gives an upload up. */
    void cancel(RepositoryName repository, UUID id) {
        try (var running = hashes.claim(require(repository, id))) {
            uploads.find(repository, running.upload()).ifPresent(this::discard);
        }
    }

    /** Gives up an upload that nobody touched since then; false when a request is writing to it, or has meanwhile. */
    boolean giveUp(Upload upload, Instant untouchedSince) {
        if (hashes.busy(upload.id())) {
            return false;
        }
        try (var running = hashes.claim(upload)) {
            if (!uploads.deleteUntouched(running.upload(), untouchedSince)) {
                return false;
            }
            files.delete(upload.path());
            hashes.forget(upload.id());
            return true;
        }
    }

    private Upload append(
            Upload upload, RunningHashes.Running running, Optional<ContentRange> range, InputStream body) {
        range.filter(r -> r.first() != upload.offset()).ifPresent(r -> {
            throw outOfOrder(upload);
        });
        long offset = upload.offset();
        boolean whole = false;
        try (var file = files.appendAt(upload.path(), offset)) {
            boolean inStep = running.covers(offset, upload.algorithm());
            try {
                file.append(body, running.hash());
                whole = inStep;
            } finally {
                offset = file.position();
                running.hashed(whole ? offset : -1);
                uploads.advance(upload.id(), offset);
            }
        } catch (NoSuchFileException e) {
            discard(upload);
            throw new RegistryException(RegistryError.BLOB_UPLOAD_UNKNOWN, "the upload's bytes were lost: start again");
        } catch (BrokenBodyException e) {
            LOG.debugf(e, "upload=%s broke off at=%d", upload.id(), offset);
            throw new RegistryException(RegistryError.BLOB_UPLOAD_INVALID, "the body broke off, go on at " + offset);
        } catch (IOException e) {
            throw unkept(upload, e);
        }
        requireLength(upload, offset, range);
        return upload.at(offset);
    }

    private static void requireLength(Upload before, long offset, Optional<ContentRange> range) {
        if (range.isPresent() && offset - before.offset() != range.get().length()) {
            throw new RegistryException(
                    RegistryError.SIZE_INVALID, "the body has not as many bytes as Content-Range says");
        }
    }

    private Digest digest(Upload upload, RunningHashes.Running running, Digest.Algorithm wanted) {
        if (running.covers(upload.offset(), wanted)) {
            // Taking the digest resets the hash: should the upload outlive this request, its file is hashed anew.
            running.hashed(-1);
            return Digest.of(wanted, running.hash());
        }
        LOG.debugf("upload=%s hashed again from its file algorithm=%s", upload.id(), wanted.label());
        var hash = wanted.hash();
        try {
            files.hash(upload.path(), hash);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Digest.of(wanted, hash);
    }

    private Blob keep(Upload upload, Digest digest) {
        try {
            files.sync(upload.path());
        } catch (IOException e) {
            throw unkept(upload, e);
        }
        var uploaded = new Blob(digest, upload.offset(), upload.path());
        var stored = QuarkusTransaction.joiningExisting().call(() -> {
            if (!uploads.delete(upload.id())) {
                throw new RegistryException(RegistryError.BLOB_UPLOAD_UNKNOWN, "the upload was given up meanwhile");
            }
            return blobs.store(upload.repository(), uploaded);
        });
        hashes.forget(upload.id());
        if (!stored.path().equals(uploaded.path())) {
            files.delete(uploaded.path());
        }
        return stored;
    }

    /** Row first: a file without a row is swept later, a row without a file would promise bytes. */
    private void discard(Upload upload) {
        uploads.delete(upload.id());
        files.delete(upload.path());
        hashes.forget(upload.id());
    }

    /** The disk takes no more: what it has of the upload makes room at once, or nothing else would fit either. */
    private RegistryException unkept(Upload upload, IOException cause) {
        LOG.errorf(cause, "upload=%s given up, the disk takes no more", upload.id());
        discard(upload);
        return new RegistryException(
                RegistryError.UNKNOWN,
                INSUFFICIENT_STORAGE,
                "the registry's disk takes no more bytes: make room and push again",
                Map.of());
    }

    private static RegistryException outOfOrder(Upload upload) {
        return new RegistryException(
                RegistryError.RANGE_INVALID,
                416,
                "the upload continues at " + upload.offset(),
                Map.of("Range", upload.range(), "Location", upload.location()));
    }
}
