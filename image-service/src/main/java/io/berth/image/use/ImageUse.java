package io.berth.image.use;

import io.berth.image.oci.RegistryError;
import io.berth.image.oci.RegistryException;
import io.berth.image.oci.RepositoryName;
import io.berth.outbox.LateFacts;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Who needs an image: known from the groups' facts, so a moment behind. */
@ApplicationScoped
public class ImageUse {
    private static final int CONFLICT = 409;

    private final GroupImageRepository images;

    ImageUse(GroupImageRepository images) {
        this.images = images;
    }

    /**
     * Not for transactions: it waits for facts that are a moment late.
     *
     * @param references tags and digests of the repository
     * @throws RegistryException as {@link #requireUnused}
     */
    public void awaitUnused(RepositoryName repository, Supplier<List<String>> references) {
        requireNone(LateFacts.awaitNone(() -> images.groups(repository.value(), references.get())));
    }

    /**
     * @param references tags and digests of the repository
     * @throws RegistryException {@code DENIED} with 409, naming the groups whose template names one of them
     */
    public void requireUnused(RepositoryName repository, List<String> references) {
        requireNone(images.groups(repository.value(), references));
    }

    private static void requireNone(List<String> groups) {
        if (!groups.isEmpty()) {
            throw new RegistryException(
                    RegistryError.DENIED,
                    CONFLICT,
                    "the image is used by the group%s %s: delete them or change their templates first"
                            .formatted(groups.size() == 1 ? "" : "s", String.join(", ", groups)),
                    Map.of());
        }
    }
}
