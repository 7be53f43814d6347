package io.berth.image.access;

import io.berth.image.oci.RepositoryName;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What a registry token carries: whose it is and what it opens. Less than the rights when the client asked for less.
 *
 * @param access actions per repository name
 */
public record RegistryGrant(Rights rights, Map<String, Set<Action>> access) {
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
        return new RegistryGrant(rights, access);
    }

    /** Whether the token opens this. */
    public boolean opens(RepositoryName repository, Action action) {
        return access.getOrDefault(repository.value(), Set.of()).contains(action) && reachable(repository, action);
    }

    /** Whether another token for the same rights could open this. */
    boolean reachable(RepositoryName repository, Action action) {
        return AccessPolicy.allowed(rights, repository.project()).contains(action);
    }
}
