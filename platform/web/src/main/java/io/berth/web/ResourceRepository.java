package io.berth.web;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.json.Json;
import jakarta.persistence.LockModeType;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Look-ups that every kind of resource needs; all of them see the current project only. Native SQL is not filtered by
 * project: a repository that uses it names the project in the query and has a test with two of them.
 */
public abstract class ResourceRepository<E extends Resource> implements PanacheRepositoryBase<E, String> {
    private final String kind;

    /** @param kind in lower case with hyphens, {@code security-group}; makes {@code SECURITY_GROUP_NOT_FOUND} */
    protected ResourceRepository(String kind) {
        this.kind = kind;
    }

    /** By id or by name. */
    public Optional<E> findRef(String ref) {
        return one(ref, find("id = ?1 or name = ?1", ref).list());
    }

    /** By id or by name, else 404. */
    public E requireRef(String ref) {
        return findRef(ref).orElseThrow(() -> notFound(ref));
    }

    /** As {@link #requireRef}, locked until the transaction ends. */
    public E requireLocked(String ref) {
        var found = find("id = ?1 or name = ?1", ref)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
        return one(ref, found).orElseThrow(() -> notFound(ref));
    }

    /**
     * By id, locked until the transaction ends: for whoever changes the resource and tells of it. Requests lock it first and
     * then what they tell; the other way round the two wait for each other.
     */
    public Optional<E> findLocked(String id) {
        return find("id", id).withLock(LockModeType.PESSIMISTIC_WRITE).singleResultOptional();
    }

    /** 409 when the project has a resource of this kind with this name, one being deleted included. */
    public void requireNameFree(String name) {
        if (count("name", name) > 0) {
            throw new ProblemException(
                    new KindError(code("NAME_TAKEN"), 409),
                    "A %s named %s exists already.".formatted(words(), name),
                    "Choose another name, or delete the existing one first.");
        }
    }

    /** A page in the order of ids, filtered by labels (all must match) and status. */
    public Page<E> page(PageRequest request) {
        return page(request, "1 = 1", Map.of());
    }

    /**
     * As {@link #page(PageRequest)} with a condition of the kind's own.
     *
     * @param condition JPQL with named parameters
     */
    public Page<E> page(PageRequest request, String condition, Map<String, Object> parameters) {
        var query = new StringBuilder("(").append(condition).append(')');
        var values = new HashMap<>(parameters);
        request.after().ifPresent(id -> {
            query.append(" and id > :pageAfter");
            values.put("pageAfter", id);
        });
        request.status(ResourceStatus.class).ifPresent(status -> {
            query.append(" and status = :pageStatus");
            values.put("pageStatus", status);
        });
        if (!request.labels().isEmpty()) {
            query.append(" and cast(sql('? @> cast(? as jsonb)', labels, :pageLabels) as boolean) = true");
            values.put("pageLabels", labelJson(request.labels()));
        }
        var limit = request.limit();
        var found = find(query.append(" order by id").toString(), values)
                .range(0, limit)
                .list();
        return Page.cut(found, limit, Resource::id);
    }

    private static String labelJson(Map<String, String> labels) {
        var object = Json.createObjectBuilder();
        labels.forEach(object::add);
        return object.build().toString();
    }

    private Optional<E> one(String ref, List<E> found) {
        if (found.size() > 1) {
            throw new ProblemException(
                    PlatformError.NAME_AMBIGUOUS,
                    "Several projects have a %s named %s.".formatted(words(), ref),
                    "Name the project in Berth-Project, or use the id.");
        }
        return found.stream().findFirst();
    }

    /** 404 of this kind. */
    protected ProblemException notFound(String ref) {
        return new ProblemException(
                new KindError(code("NOT_FOUND"), 404), "There is no %s %s.".formatted(words(), ref));
    }

    private String code(String suffix) {
        return kind.replace('-', '_').toUpperCase(Locale.ROOT) + "_" + suffix;
    }

    private String words() {
        return kind.replace('-', ' ');
    }

    private record KindError(String name, int status) implements ErrorCode {}
}
