package io.berth.image.access;

import io.berth.image.oci.RepositoryName;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a registry token carries: whose it is and what it opens. Less than the rights when the client asked for less.
 *
 * @param access actions per repository name, or per {@code <project>/*}
 * @param builds the build that it was made for; empty for a client's own token
 */
public record RegistryGrant(Rights rights, Map<String, Set<Action>> access, List<BuildGrant> builds) {
    /** A key of {@code access} that no client can ask for: an asterisk is in no repository's name. */
    static String wholeProject(String project) {
        return project + "/*";
    }

    /** What was asked for as far as the rights go. Too much asked is not an error; the rest is just not granted. */
    static RegistryGrant of(Rights rights, Collection<Scope> asked) {
        var access = new LinkedHashMap<String, Set<Action>>();
        for (var scope : asked) {
            var granted = EnumSet.noneOf(Action.class);
            granted.addAll(scope.actions());
            granted.retainAll(AccessPolicy.allowed(rights, scope.repository().project()));
            if (!granted.isEmpty()) {
                access.merge(scope.repository().value(), granted, (a, b) -> {
                    a.addAll(b);
                    return a;
                });
            }
        }
        return new RegistryGrant(rights, access, List.of());
    }

    /** Whether the token opens this. */
    public boolean opens(RepositoryName repository, Action action) {
        return Stream.of(repository.value(), wholeProject(repository.project()))
                        .anyMatch(key -> access.getOrDefault(key, Set.of()).contains(action))
                && reachable(repository, action);
    }

    /** Whether another token for the same rights could open this. */
    boolean reachable(RepositoryName repository, Action action) {
        return AccessPolicy.allowed(rights, repository.project()).contains(action);
    }
}
