package io.berth.balancer.sample;

/**
 * Latencies of the last ten seconds in buckets about 6 % wide (exact below 16 ms): percentiles without keeping every value.
 * Not thread-safe.
 */
final class LatencyWindow {
    static final int SECONDS = 10;

    private static final int EXACT = 16;
    private static final int PER_OCTAVE = 16;
    private static final int BUCKETS = EXACT + PER_OCTAVE * 27;

    private final int[][] counts = new int[SECONDS][BUCKETS];
    private final long[] seconds = new long[SECONDS];

    void add(long second, int milliseconds) {
        int slot = Math.floorMod(second, SECONDS);
        if (seconds[slot] != second) {
            seconds[slot] = second;
            counts[slot] = new int[BUCKETS];
        }
        counts[slot][bucket(Math.max(milliseconds, 0))]++;
    }

    /** In milliseconds, the middle of the bucket it falls in; null when the window is empty. */
    Double percentile(long now, double percent) {
        var sums = new long[BUCKETS];
        long total = 0;
        for (int slot = 0; slot < SECONDS; slot++) {
            if (seconds[slot] > now - SECONDS && seconds[slot] <= now) {
                for (int i = 0; i < BUCKETS; i++) {
                    sums[i] += counts[slot][i];
                    total += counts[slot][i];
                }
            }
        }
        return total == 0 ? null : at(sums, (long) Math.ceil(total * percent / 100));
    }

    private static Double at(long[] sums, long rank) {
        long passed = 0;
        for (int i = 0; i < BUCKETS; i++) {
            passed += sums[i];
            if (passed >= rank) {
                return middle(i);
            }
        }
        throw new IllegalStateException("a rank is at most the total");
    }

    private static int bucket(int value) {
        if (value < EXACT) {
            return value;
        }
        int octave = 31 - Integer.numberOfLeadingZeros(value) - 4;
        return EXACT + octave * PER_OCTAVE + (value >> octave) - PER_OCTAVE;
    }

    private static double middle(int bucket) {
        if (bucket < EXACT) {
            return bucket;
        }
        int octave = (bucket - EXACT) / PER_OCTAVE;
        long low = (long) ((bucket - EXACT) % PER_OCTAVE + PER_OCTAVE) << octave;
        return low + ((1L << octave) - 1) / 2.0;
    }
}
