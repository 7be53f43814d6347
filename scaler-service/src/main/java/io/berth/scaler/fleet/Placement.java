package io.berth.scaler.fleet;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where new instances go: the zone with the fewest of the group, in it the host with the fewest. */
public final class Placement {

    /** A host that may take instances of the group. */
    public record Site(String host, String zone) {}

    private Placement() {}

    /**
     * @param sites hosts that may be used, in a stable order
     * @param present the group's live instances' places
     * @return one site per new instance; empty when no host may be used
     */
    public static List<Site> spread(List<Site> sites, List<Site> present, int count) {
        if (sites.isEmpty()) {
            return List.of();
        }
        Map<String, Integer> perZone = new HashMap<>();
        Map<String, Integer> perHost = new HashMap<>();
        present.forEach(site -> count(site, perZone, perHost));
        var chosen = new ArrayList<Site>();
        for (int i = 0; i < count; i++) {
            var next = sites.stream()
                    .min(Comparator.comparingInt((Site s) -> perZone.getOrDefault(s.zone(), 0))
                            .thenComparingInt(s -> perHost.getOrDefault(s.host(), 0)))
                    .orElseThrow();
            count(next, perZone, perHost);
            chosen.add(next);
        }
        return chosen;
    }

    private static void count(Site site, Map<String, Integer> perZone, Map<String, Integer> perHost) {
        perZone.merge(site.zone(), 1, Integer::sum);
        perHost.merge(site.host(), 1, Integer::sum);
    }
}
