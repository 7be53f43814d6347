package io.berth.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import org.junit.jupiter.api.Test;

class ChanceTest {
    @Test
    void valuesStayInTheirRangesAndReachTheEnds() {
        var whole = new HashSet<Integer>();
        var broken = new HashSet<Double>();
        var sizes = new HashSet<Integer>();
        Chance.tries(chance -> {
            whole.add(chance.between(3, 9));
            broken.add(chance.between(0.5, 200));
            sizes.add(chance.list(4, () -> "x").size());
        });

        assertThat(whole).containsExactlyInAnyOrder(3, 4, 5, 6, 7, 8, 9);
        assertThat(broken)
                .contains(0.5, 200.0)
                .allSatisfy(value -> assertThat(value).isBetween(0.5, 200.0));
        assertThat(sizes).containsExactlyInAnyOrder(0, 1, 2, 3, 4);
    }

    @Test
    void aFailureNamesTheSeedThatMakesItAgain() {
        assertThatThrownBy(() ->
                        Chance.tries(chance -> assertThat(chance.between(0, 99)).isLessThan(99)))
                .isInstanceOf(AssertionError.class)
                .satisfies(failure -> {
                    var seed = Long.parseLong(failure.getMessage().replaceAll("(?s)With seed (\\d+):.*", "$1"));
                    assertThat(Chance.seeded(seed).between(0, 99)).isEqualTo(99);
                });
    }
}
