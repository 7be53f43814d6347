package io.berth.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FactPrinterTest {

    private static final String TREE = """
            {"roots": [
              {"event": {"type": "io.berth.group.changed.v1", "time": "2026-01-31T12:00:00Z", "subject": "grp_1", "data": {"name": "web"}},
               "children": [
                 {"event": {"type": "io.berth.instance.launched.v1", "time": "2026-01-31T12:00:01Z", "subject": "i_1", "data": {}}, "children": []},
                 {"event": {"type": "io.berth.scaling.decided.v1", "time": "2026-01-31T13:00:00.5Z", "subject": "grp_1", "data": {"reason": "too busy"}}, "children": []}]},
              {"event": {"type": "io.berth.network.ready.v1", "time": "2026-01-31T11:00:00Z", "subject": "net_1", "data": {}}, "children": []}]}""";

    @Test
    void eachFactIsALineUnderItsCause() throws Exception {
        assertThat(FactPrinter.lines(tree(), Instant.EPOCH))
                .containsExactly(
                        "├─ 12:00:00.000 group.changed  web",
                        "│  ├─ 12:00:01.000 instance.launched  i_1",
                        "│  └─ 13:00:00.500 scaling.decided  grp_1  (too busy)",
                        "└─ 11:00:00.000 network.ready  net_1");
    }

    @Test
    void anOlderFactStaysOnlyAsTheCauseOfANewOne() throws Exception {
        Instant since = Instant.parse("2026-01-31T12:30:00Z");

        assertThat(FactPrinter.lines(tree(), since))
                .containsExactly(
                        "└─ 12:00:00.000 group.changed  web", "   └─ 13:00:00.500 scaling.decided  grp_1  (too busy)");
        assertThat(FactPrinter.count(tree().path("roots"), since)).isEqualTo(1);
    }

    private static JsonNode tree() throws Exception {
        return new ObjectMapper().readTree(TREE);
    }
}
