package io.berth.console.history;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Everything that one user request caused, each fact under the one that caused it. Facts without a known cause are
 * roots; siblings stand in the order in which they were recorded.
 *
 * @param correlationId the request's id
 * @param facts how many facts the tree holds
 * @param truncated whether the request caused more than the tree may hold
 */
record FactTree(String correlationId, int facts, boolean truncated, List<Node> roots) {

    /** A fact and what it caused. */
    record Node(FactView event, List<Node> children) {}

    static FactTree of(String correlationId, List<Fact> facts, boolean truncated) {
        Map<String, Node> nodes = new LinkedHashMap<>();
        facts.forEach(fact -> nodes.put(fact.id(), new Node(FactView.of(fact), new ArrayList<>())));
        List<Node> roots = new ArrayList<>();
        for (Fact fact : facts) {
            Node cause = isUnderItself(fact, nodes) ? null : nodes.get(fact.causationId());
            (cause == null ? roots : cause.children()).add(nodes.get(fact.id()));
        }
        return new FactTree(correlationId, facts.size(), truncated, List.copyOf(roots));
    }

    /** Causes come from services; a circle among them must not make an endless answer. */
    private static boolean isUnderItself(Fact fact, Map<String, Node> nodes) {
        String cause = fact.causationId();
        for (int steps = 0; cause != null && nodes.containsKey(cause) && steps <= nodes.size(); steps++) {
            if (cause.equals(fact.id())) {
                return true;
            }
            cause = nodes.get(cause).event().causationid();
        }
        return false;
    }
}
