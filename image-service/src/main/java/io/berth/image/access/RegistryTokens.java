package io.berth.image.access;

import io.berth.outbox.Origin;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.lang.JoseException;

/**
 * Signs and reads the tokens that open {@code /v2}: JWTs with the {@code access} claim of Distribution's token
 * specification, and the rights they were made from.
 */
@ApplicationScoped
class RegistryTokens {
    /** Longer than the 60 seconds that clients assume at least, short enough to outlive no revocation for long. */
    static final Duration LIFETIME = Duration.ofMinutes(5);

    private static final Logger LOG = Logger.getLogger(RegistryTokens.class);
    private static final String ISSUER = "berth-registry";
    private static final String AUDIENCE = "berth-registry";
    private static final String BUILD = "build";
    private static final int SKEW_SECONDS = 5;

    private final SigningKeys keys;
    private final Clock clock;

    RegistryTokens(SigningKeys keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /** What a token says once its signature, issuer, audience and times were found right. */
    record Verified(JwtClaims claims, RegistryGrant grant) {}

    /** @param lifetime from now on */
    String sign(RegistryGrant grant, Duration lifetime) {
        var now = NumericDate.fromMilliseconds(clock.millis());
        var claims = new JwtClaims();
        claims.setIssuer(ISSUER);
        claims.setAudience(AUDIENCE);
        claims.setSubject(grant.rights().subject());
        claims.setIssuedAt(now);
        claims.setNotBefore(now);
        claims.setExpirationTime(NumericDate.fromSeconds(now.getValue() + lifetime.toSeconds()));
        claims.setGeneratedJwtId();
        claims.setStringClaim("project", grant.rights().project());
        claims.setStringClaim("role", grant.rights().role().name());
        claims.setClaim(
                "access",
                grant.access().entrySet().stream().map(RegistryTokens::entry).toList());
        grant.builds().forEach(build -> claims.setClaim(BUILD, claim(build)));
        var token = new JsonWebSignature();
        token.setPayload(claims.toJson());
        token.setKey(keys.forSigning());
        token.setAlgorithmHeaderValue(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
        token.setHeader("typ", "JWT");
        try {
            return token.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException("a registry token cannot be signed", e);
        }
    }

    /** Empty for anything but a valid token of ours. */
    Optional<Verified> verify(String token) {
        try {
            var claims = new JwtConsumerBuilder()
                    .setExpectedIssuer(ISSUER)
                    .setExpectedAudience(AUDIENCE)
                    .setRequireExpirationTime()
                    .setRequireSubject()
                    .setAllowedClockSkewInSeconds(SKEW_SECONDS)
                    .setEvaluationTime(NumericDate.fromMilliseconds(clock.millis()))
                    .setVerificationKey(keys.forChecking())
                    .setJwsAlgorithmConstraints(
                            AlgorithmConstraints.ConstraintType.PERMIT,
                            AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256)
                    .build()
                    .processToClaims(token);
            return Optional.of(new Verified(claims, grant(claims)));
        } catch (InvalidJwtException | MalformedClaimException e) {
            LOG.debugf(e, "registry token refused");
            return Optional.empty();
        }
    }

    private static Map<String, Object> entry(Map.Entry<String, Set<Action>> access) {
        return Map.of(
                "type",
                "repository",
                "name",
                access.getKey(),
                "actions",
                access.getValue().stream().map(Action::label).toList());
    }

    private static RegistryGrant grant(JwtClaims claims) throws MalformedClaimException {
        var rights = new Rights(
                claims.getSubject(),
                claims.getStringClaimValue("project"),
                Rights.Role.valueOf(claims.getStringClaimValue("role")));
        var access = new LinkedHashMap<String, Set<Action>>();
        for (var entry : claims.getClaimValue("access", List.class)) {
            if (entry instanceof Map<?, ?> repository && repository.get("actions") instanceof List<?> labels) {
                access.put(String.valueOf(repository.get("name")), actions(labels));
            }
        }
        var build = claims.hasClaim(BUILD)
                ? List.of(build(rights.project(), claims.getClaimValue(BUILD, Map.class)))
                : List.<BuildGrant>of();
        return new RegistryGrant(rights, access, build);
    }

    private static Map<String, String> claim(BuildGrant build) {
        var claim = new LinkedHashMap<String, String>();
        claim.put("id", build.build());
        claim.put("carrier", build.carrier());
        claim.put("tag", build.tag());
        claim.put("correlation", build.origin().correlationId());
        claim.put("causation", build.origin().causationId());
        claim.put("traceparent", build.origin().traceparent());
        claim.values().removeIf(Objects::isNull);
        return claim;
    }

    private static BuildGrant build(String project, Map<?, ?> claim) {
        var origin =
                new Origin(project, text(claim, "correlation"), text(claim, "causation"), text(claim, "traceparent"));
        return new BuildGrant(text(claim, "id"), text(claim, "carrier"), text(claim, "tag"), origin);
    }

    private static String text(Map<?, ?> claim, String name) {
        return claim.get(name) instanceof String text ? text : null;
    }

    private static Set<Action> actions(List<?> labels) {
        return labels.stream()
                .map(label -> Action.labelled(String.valueOf(label)))
                .flatMap(Optional::stream)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Action.class)));
    }
}
