package io.berth.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/** Draws the console's tree of facts, as far as it is younger than the demo. */
final class FactPrinter {

    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

    private FactPrinter() {}

    /** One line per fact; a fact from before stays only when it caused one that is shown. */
    static List<String> lines(JsonNode tree, Instant since) {
        List<String> lines = new ArrayList<>();
        draw(recent(tree.path("roots"), since), since, "", lines);
        return lines;
    }

    /** Number of facts of that time or later. */
    static int count(JsonNode nodes, Instant since) {
        int facts = 0;
        for (JsonNode node : nodes) {
            facts += (isRecent(node, since) ? 1 : 0) + count(node.path("children"), since);
        }
        return facts;
    }

    private static void draw(List<JsonNode> nodes, Instant since, String indent, List<String> lines) {
        for (int i = 0; i < nodes.size(); i++) {
            boolean last = i == nodes.size() - 1;
            JsonNode node = nodes.get(i);
            lines.add(indent + (last ? "└─ " : "├─ ") + line(node.path("event")));
            draw(recent(node.path("children"), since), since, indent + (last ? "   " : "│  "), lines);
        }
    }

    private static String line(JsonNode event) {
        String type =
                event.path("type").asText().replaceFirst("^io\\.berth\\.", "").replaceFirst("\\.v\\d+$", "");
        JsonNode data = event.path("data");
        String name = data.path("name").asText(event.path("subject").asText());
        String reason = data.path("reason").asText("");
        return CLOCK.format(time(event)) + " " + type + "  " + name + (reason.isEmpty() ? "" : "  (" + reason + ")");
    }

    private static List<JsonNode> recent(JsonNode nodes, Instant since) {
        List<JsonNode> recent = new ArrayList<>();
        for (JsonNode node : nodes) {
            if (isRecent(node, since) || !recent(node.path("children"), since).isEmpty()) {
                recent.add(node);
            }
        }
        return recent;
    }

    private static boolean isRecent(JsonNode node, Instant since) {
        return !time(node.path("event")).isBefore(since);
    }

    private static Instant time(JsonNode event) {
        return OffsetDateTime.parse(event.path("time").asText()).toInstant();
    }
}
