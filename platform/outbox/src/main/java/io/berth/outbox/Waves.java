package io.berth.outbox;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Groups rows so that a wave holds each key at most once and waves keep the order per key. A wave is sent at once and
 * acknowledged before the next begins: were two facts of one key in flight together, the first could fail and the second
 * arrive.
 */
final class Waves {

    private Waves() {}

    static List<List<OutboxRow>> of(List<OutboxRow> rows) {
        var waves = new ArrayList<List<OutboxRow>>();
        Map<Lane, Integer> next = new HashMap<>();
        for (var row : rows) {
            int wave = next.merge(new Lane(row.topic(), row.key()), 1, Integer::sum) - 1;
            if (wave == waves.size()) {
                waves.add(new ArrayList<>());
            }
            waves.get(wave).add(row);
        }
        return waves;
    }

    private record Lane(String topic, String key) {}
}
