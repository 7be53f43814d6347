package io.berth.scaler.group;

import io.berth.outbox.Outbox;
import io.berth.scaler.ScalerConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;

/** Tells of groups: others through the outbox, this service's own loop after the commit. */
@ApplicationScoped
class GroupFacts {
    private final GroupRepository groups;
    private final Outbox outbox;
    private final ScalerConfig config;
    private final Event<GroupTouched> touched;

    GroupFacts(GroupRepository groups, Outbox outbox, ScalerConfig config, Event<GroupTouched> touched) {
        this.groups = groups;
        this.outbox = outbox;
        this.config = config;
        this.touched = touched;
    }

    /** What is wanted has changed, by the request that the group's origin names: what follows, follows from this fact. */
    void wanted(ScalingGroup group, String change) {
        group.causedBy(append(group, change));
        follow(group);
    }

    /** A policy has changed what is wanted. */
    void decided(ScalingGroup group, ScalingDecided decision) {
        group.causedBy(outbox.append(decision, group.origin()));
        follow(group);
    }

    /** Its status has changed. */
    void stands(ScalingGroup group, String change) {
        append(group, change);
    }

    private String append(ScalingGroup group, String change) {
        var template = groups.template(group.id(), group.templateVersion());
        var made = GroupChanged.Made.of(template, config.registry().address());
        return outbox.append(GroupChanged.of(group, made, change), group.origin());
    }

    private void follow(ScalingGroup group) {
        groups.progress(group.id()).lostCapacity(null);
        touched.fire(new GroupTouched(group.id()));
        // So that an answer's entity tag is the one of the committed row.
        groups.flush();
    }
}
