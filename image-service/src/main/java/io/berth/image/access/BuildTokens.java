package io.berth.image.access;

import io.berth.image.oci.RepositoryName;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes the registry tokens that the engine works with while it builds for somebody. */
@ApplicationScoped
public class BuildTokens {
    private final RegistryTokens tokens;

    BuildTokens(RegistryTokens tokens) {
        this.tokens = tokens;
    }

    /**
     * Opens what the rights allow of this: pushing to the target, and pulling from every repository of its project.
     *
     * @param lifetime at most; the token ends with the build
     */
    public String sign(Rights rights, RepositoryName target, BuildGrant build, Duration lifetime) {
        var allowed = AccessPolicy.allowed(rights, target.project());
        var push = EnumSet.of(Action.PULL, Action.PUSH);
        push.retainAll(allowed);
        var pull = allowed.contains(Action.PULL) ? Set.of(Action.PULL) : Set.<Action>of();
        var access =
                Map.<String, Set<Action>>of(target.value(), push, RegistryGrant.wholeProject(target.project()), pull);
        return tokens.sign(new RegistryGrant(rights, access, List.of(build)), lifetime);
    }
}
