package io.berth.outbox;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a compacted topic lacks and what it has too much, compared with what its owner published. Pure.
 *
 * @param lacking keys whose last state on the topic is missing or not the one that was published last
 * @param orphaned keys of which the owner knows nothing, with the id of their last state on the topic
 */
record StateDifference(Set<String> lacking, Map<String, String> orphaned) {

    /**
     * @param topic id of the last state by key
     * @param published the same, as the owner remembers it
     */
    static StateDifference between(Map<String, String> topic, Map<String, String> published) {
        var lacking = new TreeSet<String>();
        published.forEach((key, fact) -> {
            if (!fact.equals(topic.get(key))) {
                lacking.add(key);
            }
        });
        var orphaned = new TreeMap<>(topic);
        orphaned.keySet().removeAll(published.keySet());
        return new StateDifference(lacking, orphaned);
    }
}
