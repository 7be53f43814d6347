package io.berth.image.access;

import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AnonymousAuthenticationRequest;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipal;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;

/**
 * Decides who asks on the registry's paths: the bearer of a registry token on {@code /v2}, nobody yet on
 * {@code /token}. Berth tokens are not looked at there, and registry tokens nowhere else. The identity has no roles;
 * what it opens is in its grant.
 */
@ApplicationScoped
class RegistryAuthentication implements HttpAuthenticationMechanism {
    /** Identity attribute with the {@link RegistryGrant}. */
    static final String GRANT = "berth.registry.grant";

    private static final String BEARER = "bearer ";

    private final RegistryTokens tokens;

    RegistryAuthentication(RegistryTokens tokens) {
        this.tokens = tokens;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext request, IdentityProviderManager identities) {
        var path = request.normalizedPath();
        if (path.equals("/v2") || path.startsWith("/v2/")) {
            var verified = bearer(request).flatMap(tokens::verify);
            if (verified.isPresent()) {
                return Uni.createFrom().item(identity(verified.get()));
            }
        } else if (!path.equals("/token") && !path.startsWith("/token/")) {
            return Uni.createFrom().nullItem();
        }
        return identities.authenticate(AnonymousAuthenticationRequest.INSTANCE);
    }

    private static Optional<String> bearer(RoutingContext request) {
        var header = request.request().getHeader("Authorization");
        return header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? Optional.of(header.substring(BEARER.length()).strip())
                : Optional.empty();
    }

    private static SecurityIdentity identity(RegistryTokens.Verified verified) {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new DefaultJWTCallerPrincipal(verified.claims()))
                .addAttribute(GRANT, verified.grant())
                .build();
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext request) {
        return Uni.createFrom().nullItem();
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return Set.of();
    }

    /** Before the mechanism that reads Berth tokens. */
    @Override
    public int getPriority() {
        return HttpAuthenticationMechanism.DEFAULT_PRIORITY + 1000;
    }
}
