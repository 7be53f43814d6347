package io.berth.web;

import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Expands a token's roles: admin includes operator, operator includes viewer. A token for every project only views. */
@ApplicationScoped
class RoleAugmentor implements SecurityIdentityAugmentor {
    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
        if (identity.isAnonymous()) {
            return Uni.createFrom().item(identity);
        }
        var expanded = QuarkusSecurityIdentity.builder()
                .setPrincipal(identity.getPrincipal())
                .addCredentials(identity.getCredentials())
                .addAttributes(identity.getAttributes())
                .addRoles(expand(identity.getRoles(), everyProject(identity)))
                .build();
        return Uni.createFrom().item(expanded);
    }

    static Set<String> expand(Set<String> roles, boolean everyProject) {
        var level = roles.contains("admin") ? 3 : roles.contains("operator") ? 2 : roles.contains("viewer") ? 1 : 0;
        return switch (everyProject ? Math.min(level, 1) : level) {
            case 3 -> Set.of("viewer", "operator", "admin");
            case 2 -> Set.of("viewer", "operator");
            case 1 -> Set.of("viewer");
            default -> Set.of();
        };
    }

    private static boolean everyProject(SecurityIdentity identity) {
        return identity.getPrincipal() instanceof JsonWebToken token
                && Tenant.ROOT.equals(String.valueOf(token.<Object>getClaim("project")));
    }
}
