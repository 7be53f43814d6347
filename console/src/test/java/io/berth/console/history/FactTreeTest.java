package io.berth.console.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class FactTreeTest {

    @Test
    void eachFactStandsUnderTheOneThatCausedIt() {
        var tree = FactTree.of(
                "c", List.of(fact(1, "a", null), fact(2, "b", "a"), fact(3, "c", "b"), fact(4, "d", "a")), false);

        assertThat(tree.facts()).isEqualTo(4);
        assertThat(shape(tree.roots())).isEqualTo("a(b(c)d)");
    }

    @Test
    void aFactWhoseCauseIsNotThereIsARoot() {
        var tree = FactTree.of("c", List.of(fact(1, "a", null), fact(2, "b", "elsewhere")), false);

        assertThat(shape(tree.roots())).isEqualTo("ab");
    }

    @Test
    void aCauseMayHaveBeenRecordedAfterItsEffect() {
        var tree = FactTree.of("c", List.of(fact(1, "effect", "cause"), fact(2, "cause", null)), false);

        assertThat(shape(tree.roots())).isEqualTo("cause(effect)");
    }

    @Test
    void aCircleOfCausesIsShownOnceAndNotForEver() {
        var tree = FactTree.of(
                "c", List.of(fact(1, "a", "b"), fact(2, "b", "a"), fact(3, "c", "b"), fact(4, "d", "d")), false);

        assertThat(shape(tree.roots())).isEqualTo("ab(c)d");
    }

    private static String shape(List<FactTree.Node> nodes) {
        var shape = new StringBuilder();
        for (FactTree.Node node : nodes) {
            shape.append(node.event().id());
            if (!node.children().isEmpty()) {
                shape.append('(').append(shape(node.children())).append(')');
            }
        }
        return shape.toString();
    }

    private static Fact fact(long seq, String id, String cause) {
        return new Fact(
                seq,
                id,
                "io.berth.network.ready.v1",
                "berth/network",
                "network",
                "net_1",
                "default",
                "c",
                cause,
                Instant.EPOCH.plusSeconds(seq),
                JsonNodeFactory.instance.objectNode(),
                null);
    }
}
