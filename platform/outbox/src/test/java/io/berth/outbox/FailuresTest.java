package io.berth.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class FailuresTest {

    @Test
    void aLostConnectionADeadlockAndAFullPoolPass() {
        assertThat(Failures.passing(sql("08006"))).isTrue();
        assertThat(Failures.passing(sql("40P01"))).isTrue();
        assertThat(Failures.passing(sql("57P01"))).isTrue();
        assertThat(Failures.passing(new IllegalStateException(new SQLException("Acquisition timeout"))))
                .isTrue();
        assertThat(Failures.passing(new RuntimeException(new TimeoutException())))
                .isTrue();
    }

    @Test
    void aCommitThatLostItsConnectionPasses() {
        var commit = new IllegalStateException("could not commit");
        commit.addSuppressed(sql("08003"));

        assertThat(Failures.passing(new RuntimeException(commit))).isTrue();
    }

    @Test
    void aViolatedConstraintAndABugDoNot() {
        assertThat(Failures.passing(sql("23505"))).isFalse();
        assertThat(Failures.passing(new NullPointerException())).isFalse();
    }

    private static RuntimeException sql(String state) {
        return new RuntimeException(new SQLException("refused", state));
    }
}
