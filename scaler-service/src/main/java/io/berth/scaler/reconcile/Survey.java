package io.berth.scaler.reconcile;

import io.berth.scaler.fleet.Member;
import io.berth.scaler.group.Frame;
import io.berth.scaler.instance.InstanceDesk;
import io.berth.scaler.instance.Live;
import io.berth.scaler.sample.PoolSamples;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;

/** Everything that is known of a group's instances now: rows, engines, balancer, own tasks. */
@ApplicationScoped
class Survey {
    private final InstanceDesk instances;
    private final Sightings sightings;
    private final PoolSamples samples;
    private final EngineTasks tasks;

    Survey(InstanceDesk instances, Sightings sightings, PoolSamples samples, EngineTasks tasks) {
        this.instances = instances;
        this.sightings = sightings;
        this.samples = samples;
        this.tasks = tasks;
    }

    Pass of(Frame group, long epoch) {
        // First: whose task has ended before this, its rows tell.
        var busy = tasks.busy();
        var live = instances.live(group.id());
        var seen = sightings.of(live);
        Map<String, Integer> inflight = group.pool()
                .map(pool -> samples.inflight(group.project(), pool))
                .orElse(Map.of());
        var members = live.stream()
                .map(row -> member(row, seen, busy.contains(row.id()), inflight.getOrDefault(row.id(), 0)))
                .toList();
        return new Pass(group, epoch, live, seen, members);
    }

    private static Member member(Live row, Sightings.Seen seen, boolean busy, int inflight) {
        return new Member(
                row.id(),
                row.status(),
                row.fate(),
                row.guarded(),
                busy,
                seen.sight(row),
                row.balancing(),
                row.zone(),
                row.templateVersion(),
                inflight,
                row.createdAt(),
                row.since(),
                row.drainDeadline());
    }

    /** What one pass over a group knows. */
    record Pass(Frame group, long epoch, List<Live> live, Sightings.Seen seen, List<Member> members) {

        Live row(String instance) {
            return live.stream()
                    .filter(one -> one.id().equals(instance))
                    .findFirst()
                    .orElseThrow();
        }

        boolean working() {
            return members.stream().anyMatch(Member::busy);
        }
    }
}
