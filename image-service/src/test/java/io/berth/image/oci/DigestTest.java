package io.berth.image.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigestTest {
    private static final String EMPTY = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    @Test
    void theDigestOfNothingIsKnown() {
        assertThat(Digest.of(Digest.Algorithm.SHA256, new byte[0])).hasToString(EMPTY);
        assertThat(Digest.parse(EMPTY)).isEqualTo(Digest.of(Digest.Algorithm.SHA256, new byte[0]));
    }

    @Test
    void sha512IsLegal() {
        assertThat(Digest.parse("sha512:" + "0f".repeat(64)).algorithm()).isEqualTo(Digest.Algorithm.SHA512);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sha256",
                "sha256:",
                "sha256:baddigeststring",
                "sha256:E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855",
                "md5:d41d8cd98f00b204e9800998ecf8427e",
                "sha512:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                "sha256:../../../../etc/passwd"
            })
    void otherTextIsInvalid(String text) {
        assertThatThrownBy(() -> Digest.parse(text))
                .isInstanceOfSatisfying(
                        RegistryException.class,
                        refused -> assertThat(refused.error()).isEqualTo(RegistryError.DIGEST_INVALID));
    }
}
