package io.berth.image.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RangesTest {
    @Test
    void aChunkSaysItsBytesWithoutAUnit() {
        assertThat(ContentRange.parse("0-99")).hasValue(new ContentRange(0, 99));
        assertThat(ContentRange.parse("0-99").orElseThrow().length()).isEqualTo(100);
        assertThat(ContentRange.parse("bytes 100-199/*")).hasValue(new ContentRange(100, 199));
    }

    @Test
    void aStreamedChunkSaysNothing() {
        assertThat(ContentRange.parse(null)).isEmpty();
        assertThat(ContentRange.parse(" ")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"99-0", "a-b", "-5", "5-", "0-99999999999999999999"})
    void otherTextIsRefused(String header) {
        assertThatThrownBy(() -> ContentRange.parse(header)).isInstanceOf(RegistryException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=0-0,      0,    0",
        "bytes=500-1499, 500,  1499",
        "bytes=500-,     500,  2047",
        "bytes=-500,     1548, 2047",
        "bytes=-5000,    0,    2047",
        "bytes=2000-5000,2000, 2047",
    })
    void aRangeIsCutToTheBlob(String header, long first, long last) {
        assertThat(ByteRange.parse(header, 2048)).hasValue(new ByteRange(first, last));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=2048-", "bytes=5000-10000", "bytes=500-0", "bytes=-0"})
    void aRangeOutsideTheBlobIsNotSatisfiable(String header) {
        assertThatThrownBy(() -> ByteRange.parse(header, 2048))
                .isInstanceOfSatisfying(RegistryException.class, refused -> {
                    assertThat(refused.status()).isEqualTo(416);
                    assertThat(refused.headers()).containsEntry("Content-Range", "bytes */2048");
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"items=0-1", "bytes=0-1,5-6", "bytes=-", "bytes"})
    void aRangeOfAnotherKindIsIgnored(String header) {
        assertThat(ByteRange.parse(header, 2048)).isEmpty();
    }

    @Test
    void nothingOfAnEmptyBlobCanBeAskedFor() {
        assertThatThrownBy(() -> ByteRange.parse("bytes=0-", 0)).isInstanceOf(RegistryException.class);
    }
}
