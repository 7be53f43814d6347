package io.berth.test;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Made-up values to try a property on: many cases, the same ones in every build, each from a seed that a failure names.
 * Ends of ranges come up more often than their share, because mistakes live there.
 */
public final class Chance {
    private static final int TRIES = 1000;
    private static final int ONE_IN = 10;

    private final Random random;

    private Chance(long seed) {
        this.random = new Random(seed);
    }

    /** Holds the property against a thousand cases. */
    public static void tries(Consumer<Chance> property) {
        for (long seed = 0; seed < TRIES; seed++) {
            try {
                property.accept(seeded(seed));
            } catch (AssertionError | RuntimeException broken) {
                throw new AssertionError("With seed %d: %s".formatted(seed, broken.getMessage()), broken);
            }
        }
    }

    /** One case, to look at what failed. */
    public static Chance seeded(long seed) {
        return new Chance(seed);
    }

    /** Both ends included. */
    public int between(int least, int most) {
        return switch (random.nextInt(ONE_IN)) {
            case 0 -> least;
            case 1 -> most;
            default -> random.nextInt(least, most + 1);
        };
    }

    /** Both ends included; small and large magnitudes alike. */
    public double between(double least, double most) {
        return switch (random.nextInt(ONE_IN)) {
            case 0 -> least;
            case 1 -> most;
            case 2, 3, 4 -> Math.min(most, least + Math.exp(random.nextDouble() * Math.log1p(most - least)) - 1);
            default -> random.nextDouble(least, most);
        };
    }

    /** One of them. */
    @SafeVarargs
    public final <T> T of(T... values) {
        return values[random.nextInt(values.length)];
    }

    /** None to that many. */
    public <T> List<T> list(int most, Supplier<T> one) {
        var list = new ArrayList<T>();
        for (int left = between(0, most); left > 0; left--) {
            list.add(one.get());
        }
        return list;
    }
}
