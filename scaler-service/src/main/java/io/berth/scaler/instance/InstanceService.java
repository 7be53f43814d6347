package io.berth.scaler.instance;

import io.berth.scaler.fleet.Fate;
import io.berth.scaler.fleet.InstanceStatus;
import io.berth.scaler.group.GroupDesk;
import io.berth.scaler.group.GroupTouched;
import io.berth.web.Caller;
import io.berth.web.Etags;
import io.berth.web.Page;
import io.berth.web.PageRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Clock;

/** What users do with instances. */
@ApplicationScoped
class InstanceService {
    private final InstanceRepository instances;
    private final GroupDesk groups;
    private final Event<GroupTouched> touched;
    private final Caller caller;
    private final Clock clock;

    InstanceService(
            InstanceRepository instances, GroupDesk groups, Event<GroupTouched> touched, Caller caller, Clock clock) {
        this.instances = instances;
        this.groups = groups;
        this.touched = touched;
        this.caller = caller;
        this.clock = clock;
    }

    @Transactional
    Page<InstanceView> page(String group, PageRequest request) {
        return instances.page(groups.require(group).id(), request).map(InstanceView::of);
    }

    @Transactional
    InstanceView view(String group, String ref) {
        return InstanceView.of(instances.require(groups.require(group).id(), ref));
    }

    @Transactional
    InstanceView protect(String group, String ref, boolean on) {
        var row = instances.require(groups.requireLocked(group).id(), ref);
        if (row.guarded() != on) {
            row.guard(on, clock.instant());
            touched.fire(new GroupTouched(row.groupId()));
        }
        instances.flush();
        return InstanceView.of(row);
    }

    /**
     * @param replace whether another one takes its place, before it goes
     * @return the id; what goes already goes on going
     */
    @Transactional
    String remove(String group, String ref, boolean replace, String ifMatch) {
        var row = instances.require(groups.requireLocked(group).id(), ref);
        Etags.requireMatch(ifMatch, row.version());
        if (row.fate() == Fate.KEEP && !leaving(row)) {
            if (!replace) {
                groups.shrinkByOne(row.groupId(), caller.origin());
            }
            row.fate(replace ? Fate.REPLACE : Fate.REMOVE, clock.instant());
            touched.fire(new GroupTouched(row.groupId()));
        }
        return row.id();
    }

    @Transactional
    boolean gone(String id) {
        return instances
                .findByIdOptional(id)
                .filter(row -> row.status() != InstanceStatus.TERMINATED)
                .isEmpty();
    }

    private static boolean leaving(Instance row) {
        return row.status() == InstanceStatus.DRAINING || row.status() == InstanceStatus.TERMINATED;
    }
}
