package io.berth.image.manifest;

import io.berth.image.oci.RegistryError;
import io.berth.image.oci.RegistryException;
import io.berth.image.oci.RepositoryName;
import io.berth.image.repository.RepositoryRows;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Tags of a repository. */
@ApplicationScoped
public class TagService {
    /** Tags in one answer; a list with more has a link to the rest. */
    static final int MOST = 10_000;

    private final TagRepository tags;
    private final RepositoryRows repositories;

    TagService(TagRepository tags, RepositoryRows repositories) {
        this.tags = tags;
        this.repositories = repositories;
    }

    /** @param more whether others follow */
    record Names(List<String> names, boolean more) {}

    /**
     * Names in the order of their bytes, after {@code last}.
     *
     * @throws RegistryException {@code NAME_UNKNOWN}
     */
    Names names(RepositoryName repository, String last, int limit) {
        var id = repositories
                .find(repository)
                .orElseThrow(() ->
                        new RegistryException(RegistryError.NAME_UNKNOWN, "there is no repository " + repository));
        if (limit == 0) {
            return new Names(List.of(), false);
        }
        var found = tags.list(id, last, limit + 1).stream().map(Tag::name).toList();
        return found.size() > limit ? new Names(found.subList(0, limit), true) : new Names(found, false);
    }

    /** The same with what each points to. */
    public List<Tag> list(String repositoryId, String last, int limit) {
        return tags.list(repositoryId, last, limit);
    }
}
