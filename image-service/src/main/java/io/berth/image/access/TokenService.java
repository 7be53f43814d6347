package io.berth.image.access;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.smallrye.jwt.auth.principal.JWTParser;
import io.smallrye.jwt.auth.principal.ParseException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.logging.Logger;

/** Makes registry tokens out of Berth tokens. */
@ApplicationScoped
class TokenService {
    private static final Logger LOG = Logger.getLogger(TokenService.class);
    private static final String DEFAULT_PROJECT = "default";

    private final JWTParser berthTokens;
    private final RegistryTokens registryTokens;
    private final Clock clock;

    TokenService(JWTParser berthTokens, RegistryTokens registryTokens, Clock clock) {
        this.berthTokens = berthTokens;
        this.registryTokens = registryTokens;
        this.clock = clock;
    }

    /** The same token under both names that clients look for. */
    record Issued(
            String token,
            @JsonProperty("access_token") String accessToken,
            @JsonProperty("expires_in") long expiresIn,
            @JsonProperty("issued_at") Instant issuedAt) {}

    /** Empty when the Berth token is not valid. */
    Optional<Issued> issue(String berthToken, List<String> scopes) {
        return rights(berthToken).map(rights -> {
            var token = registryTokens.sign(RegistryGrant.of(rights, Scope.parseAll(scopes)), RegistryTokens.LIFETIME);
            return new Issued(token, token, RegistryTokens.LIFETIME.toSeconds(), clock.instant());
        });
    }

    private Optional<Rights> rights(String berthToken) {
        try {
            var token = berthTokens.parse(berthToken);
            var groups = token.getGroups() == null ? Set.<String>of() : token.getGroups();
            return Optional.of(new Rights(subject(token), project(token), Rights.Role.largestOf(groups)));
        } catch (ParseException e) {
            LOG.debugf(e, "login refused");
            return Optional.empty();
        }
    }

    private static String subject(JsonWebToken token) {
        return token.getSubject() == null ? token.getName() : token.getSubject();
    }

    private static String project(JsonWebToken token) {
        var claim = token.<Object>getClaim("project");
        return claim == null ? DEFAULT_PROJECT : claim.toString();
    }
}
