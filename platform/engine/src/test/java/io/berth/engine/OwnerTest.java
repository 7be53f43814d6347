package io.berth.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OwnerTest {

    private static final Owner OWNER = new Owner("default", "network", "net_1", "front", 7);

    @Test
    void anOwnerComesBackFromItsLabels() {
        assertThat(Owner.of(OWNER.labels("b1"), "b1")).contains(OWNER);
    }

    @Test
    void labelsOfAnotherInstallationOrOfNobodyNameNoOwner() {
        assertThat(Owner.of(OWNER.labels("b1"), "b2")).isEmpty();
        assertThat(Owner.of(Map.of(), "b1")).isEmpty();
        assertThat(Owner.of(null, "b1")).isEmpty();
    }

    @Test
    void incompleteLabelsNameNoOwnerAndAStrangeGenerationIsNone() {
        Map<String, String> labels = new HashMap<>(OWNER.labels("b1"));
        labels.put(Owner.GENERATION_LABEL, "latest");
        assertThat(Owner.of(labels, "b1")).map(Owner::generation).contains(0L);
        labels.remove(Owner.PROJECT_LABEL);
        assertThat(Owner.of(labels, "b1")).isEmpty();
    }
}
