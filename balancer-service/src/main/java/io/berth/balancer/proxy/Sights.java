package io.berth.balancer.proxy;

import io.berth.balancer.haproxy.ServerRow;
import io.berth.balancer.haproxy.Stats;
import io.berth.balancer.target.TargetPolicy.Seen;
import io.berth.balancer.target.TargetPolicy.Sight;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Translates HAProxy's view of servers into what Berth says about targets. */
final class Sights {
    private Sights() {}

    /** @param leaving ids of targets that are to go */
    static Map<String, Seen> of(Stats stats, Set<String> leaving) {
        var seen = new HashMap<String, Seen>();
        for (var row : stats.servers()) {
            seen.put(row.name(), seen(row, leaving.contains(row.name())));
        }
        return seen;
    }

    private static Seen seen(ServerRow row, boolean leaving) {
        if (leaving) {
            return new Seen(Sight.LEAVING, "");
        }
        boolean undecided = row.maintenance()
                || row.checkStatus().isEmpty()
                || row.checkStatus().equals("INI");
        if (undecided) {
            return new Seen(Sight.CHECKING, "");
        }
        if (row.up()) {
            return new Seen(row.draining() ? Sight.CHECKING : Sight.UP, "");
        }
        return row.checkPassed() ? new Seen(Sight.CHECKING, "") : new Seen(Sight.DOWN, row.checkDetail());
    }
}
