package io.berth.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class WavesTest {

    @Test
    void aWaveHoldsEachKeyOnceAndWavesKeepTheOrderPerKey() {
        assertThat(waves("a", "b", "a", "c", "a", "b"))
                .containsExactly(List.of(1L, 2L, 4L), List.of(3L, 6L), List.of(5L));
    }

    @Test
    void noRowsAreNoWaves() {
        assertThat(waves()).isEmpty();
    }

    private static List<List<Long>> waves(String... keys) {
        var rows = new java.util.ArrayList<OutboxRow>();
        Arrays.asList(keys).forEach(key -> rows.add(row(rows.size() + 1, key)));
        return Waves.of(rows).stream()
                .map(wave -> wave.stream().map(OutboxRow::seq).toList())
                .toList();
    }

    private static OutboxRow row(long seq, String key) {
        var origin = new Origin("p", "c", null, null);
        return new OutboxRow(seq, "id" + seq, "t", key, "type", origin, null, Instant.EPOCH, "{}");
    }
}
