package io.berth.balancer.proxy;

import io.berth.balancer.haproxy.OldWorker;
import io.berth.balancer.haproxy.ServerRow;
import io.berth.balancer.haproxy.Stats;
import io.berth.balancer.proxy.TargetBoard.Shown;
import io.berth.balancer.target.TargetPolicy.Seen;
import io.berth.balancer.target.TargetPolicy.Sight;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Translates HAProxy's view of servers into what Berth says about targets. */
final class Sights {
    private Sights() {}

    /**
     * @param earlier workers that finish earlier configurations
     * @param leaving ids of targets that are to go
     */
    static Map<String, Shown> of(Stats stats, List<OldWorker> earlier, Set<String> leaving) {
        var shown = new HashMap<String, Shown>();
        for (var row : stats.servers()) {
            if (stats.backend(row.backend()).isPresent()) {
                shown.put(row.name(), new Shown(row.backend(), seen(row, leaving.contains(row.name()))));
            }
        }
        for (var worker : earlier) {
            for (var row : worker.stats().servers()) {
                if (finishing(worker, row, stats)) {
                    shown.putIfAbsent(row.name(), new Shown(row.backend(), Seen.LEFT_BEHIND));
                }
            }
        }
        return shown;
    }

    /**
     * With something under way, or with connections that may still bring a request: one for a pool that the proxy still has
     * finds another target should this one be gone, one for a pool that it lost does not.
     */
    private static boolean finishing(OldWorker worker, ServerRow row, Stats current) {
        boolean another = current.backend(row.backend()).isPresent();
        return row.sessions() > 0
                || (!another
                        && worker.idle() > 0
                        && worker.stats().backend(row.backend()).isPresent());
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
