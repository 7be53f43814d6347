package io.berth.cli.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class SigningKeyTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final TokenClaims CLAIMS = new TokenClaims("ci", List.of("operator"), "shop");

    private final SigningKey key = SigningKey.generate();

    @Test
    void aTokenCarriesTheClaimsThatServicesCheck() throws IOException {
        var parts = key.sign(CLAIMS, NOW, NOW.plusSeconds(60)).split("\\.");

        var claims = new ObjectMapper().readTree(Base64.getUrlDecoder().decode(parts[1]));
        assertThat(claims.path("iss").asText()).isEqualTo("berth");
        assertThat(claims.path("sub").asText()).isEqualTo("ci");
        assertThat(claims.path("groups").get(0).asText()).isEqualTo("operator");
        assertThat(claims.path("project").asText()).isEqualTo("shop");
        assertThat(claims.path("exp").asLong()).isEqualTo(NOW.plusSeconds(60).getEpochSecond());
    }

    @Test
    void theKeySurvivesItsPem() {
        var token = key.sign(CLAIMS, NOW, NOW.plusSeconds(60));

        var again = SigningKey.fromPem(key.privatePem());

        assertThat(again.publicPem()).isEqualTo(key.publicPem());
        assertThat(again.expiryOf(token)).contains(NOW.plusSeconds(60));
    }

    @Test
    void aTokenOfAnotherKeyOrAChangedOneIsNotOurs() {
        var token = key.sign(CLAIMS, NOW, NOW.plusSeconds(60));
        var parts = token.split("\\.");
        var foreign =
                SigningKey.generate().sign(CLAIMS, NOW, NOW.plusSeconds(60)).split("\\.");

        assertThat(SigningKey.generate().expiryOf(token)).isEmpty();
        assertThat(key.expiryOf(parts[0] + "." + foreign[1] + "." + parts[2])).isEmpty();
        assertThat(key.expiryOf("not a token")).isEmpty();
    }

    @Test
    void aDamagedKeyIsSaidToBeDamaged() {
        assertThatThrownBy(() -> SigningKey.fromPem("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----"))
                .hasMessageContaining("damaged");
    }
}
