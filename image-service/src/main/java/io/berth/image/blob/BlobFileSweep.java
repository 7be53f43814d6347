package io.berth.image.blob;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Instant;

/** Finds files that no row knows: a crash between a file and its row, or between a row and its file, leaves them. */
@ApplicationScoped
public class BlobFileSweep {
    private static final int AT_ONCE = 500;

    private final BlobFiles files;
    private final BlobRepository blobs;

    BlobFileSweep(BlobFiles files, BlobRepository blobs) {
        this.files = files;
        this.blobs = blobs;
    }

    /**
     * Removes files not written to since an instant that belong to no blob and no upload. A path is never used again,
     * so what has no row by then will never have one.
     */
    public int removeOrphans(Instant limit) throws IOException {
        var old = files.olderThan(limit);
        int removed = 0;
        for (int from = 0; from < old.size(); from += AT_ONCE) {
            var some = old.subList(from, Math.min(old.size(), from + AT_ONCE));
            var known = blobs.knownPaths(some);
            for (var path : some) {
                if (!known.contains(path)) {
                    files.delete(path);
                    removed++;
                }
            }
        }
        return removed;
    }
}
