package io.berth.function.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import org.junit.jupiter.api.Test;

class SealTest {
    private final Seal seal = new Seal(Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[32]));

    @Test
    void whatWasSealedIsOpenedAgain() {
        var hidden = seal.seal("fn_1/KEY", "hush ✓");

        assertThat(hidden).doesNotContain("hush");
        assertThat(seal.open("fn_1/KEY", hidden)).isEqualTo("hush ✓");
    }

    @Test
    void sealingTwiceLooksDifferent() {
        assertThat(seal.seal("fn_1/KEY", "same")).isNotEqualTo(seal.seal("fn_1/KEY", "same"));
    }

    @Test
    void aSealedSecretBelongsToItsOwner() {
        var hidden = seal.seal("fn_1/KEY", "hush");

        assertThatThrownBy(() -> seal.open("fn_2/KEY", hidden)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aChangedSecretIsNotOpened() {
        var bytes = Base64.getDecoder().decode(seal.seal("fn_1/KEY", "hush"));
        bytes[bytes.length - 1] ^= 1;

        assertThatThrownBy(() -> seal.open("fn_1/KEY", Base64.getEncoder().encodeToString(bytes)))
                .isInstanceOf(IllegalStateException.class);
    }
}
