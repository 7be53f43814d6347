package io.berth.image.upload;

import io.berth.image.oci.Digest;
import io.berth.image.oci.RepositoryName;
import java.util.UUID;

/**
 * A blob on its way in.
 *
 * @param path of its file, below the blobs' directory
 * @param algorithm the hash that is computed while bytes arrive
 * @param offset bytes received so far
 */
record Upload(UUID id, RepositoryName repository, String path, Digest.Algorithm algorithm, long offset) {
    Upload at(long newOffset) {
        return new Upload(id, repository, path, algorithm, newOffset);
    }

    /** Where the client goes on. Relative, since clients use it verbatim under whatever name they know us by. */
    String location() {
        return "/v2/" + repository + "/blobs/uploads/" + id;
    }

    /** First and last byte received, both inclusive; {@code 0-0} also stands for none, as other registries have it. */
    String range() {
        return "0-" + Math.max(0, offset - 1);
    }
}
