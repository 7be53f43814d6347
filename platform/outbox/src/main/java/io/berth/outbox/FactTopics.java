package io.berth.outbox;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Topics this service reads, from {@code berth.facts.topics} and {@code berth.projections.topics}. */
@ApplicationScoped
class FactTopics {

    private final Set<String> all;
    private final Set<String> projected;

    FactTopics(
            @ConfigProperty(name = "berth.facts.topics") Optional<List<String>> read,
            @ConfigProperty(name = "berth.projections.topics") Optional<List<String>> projected) {
        this.projected = trimmed(projected);
        this.all = trimmed(read);
        this.all.addAll(this.projected);
    }

    Set<String> all() {
        return all;
    }

    /** Whether the topic is compacted and kept as a table here. */
    boolean projected(String topic) {
        return projected.contains(topic);
    }

    private static Set<String> trimmed(Optional<List<String>> names) {
        var trimmed = new TreeSet<String>();
        names.ifPresent(list ->
                list.stream().map(String::strip).filter(n -> !n.isEmpty()).forEach(trimmed::add));
        return trimmed;
    }
}
