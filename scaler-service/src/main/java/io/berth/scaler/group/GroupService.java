package io.berth.scaler.group;

import com.fasterxml.jackson.databind.JsonNode;
import io.berth.web.Caller;
import io.berth.web.Etags;
import io.berth.web.Ids;
import io.berth.web.Page;
import io.berth.web.PageRequest;
import io.berth.web.ProblemException;
import io.berth.web.ResourceStatus;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** What users do with groups: one transaction, one fact; the reconciler does the rest. */
@ApplicationScoped
class GroupService {
    private final GroupRepository groups;
    private final GroupRules rules;
    private final GroupFacts facts;
    private final Caller caller;
    private final Clock clock;

    GroupService(GroupRepository groups, GroupRules rules, GroupFacts facts, Caller caller, Clock clock) {
        this.groups = groups;
        this.rules = rules;
        this.facts = facts;
        this.caller = caller;
        this.clock = clock;
    }

    @Transactional
    GroupView create(GroupSpec spec) {
        var origin = caller.origin();
        rules.check(spec, origin.project());
        groups.requireNameFree(spec.name());
        var now = clock.instant();
        var group = new ScalingGroup(Ids.next("grp"), spec, origin, now);
        groups.persist(group);
        groups.add(new GroupTemplate(group.id(), group.templateVersion(), origin.project(), spec.template(), now));
        groups.add(new GroupProgress(group.id(), origin.project()));
        tell(group, "CREATED");
        return view(group);
    }

    @Transactional
    GroupView view(String ref) {
        return standing(groups.requireRef(ref))
                .orElseThrow(() ->
                        new ProblemException(ScalerError.GROUP_NOT_FOUND, "There is no group %s.".formatted(ref)));
    }

    @Transactional
    Page<GroupView> page(PageRequest request) {
        var page = groups.page(request);
        return new Page<>(
                page.items().stream().flatMap(group -> standing(group).stream()).toList(), page.next());
    }

    @Transactional
    GroupView patch(String ref, JsonNode patch, String ifMatch) {
        var group = change(ref);
        Etags.requireMatch(ifMatch, group.version());
        var current = group.spec(template(group));
        var wanted = rules.patched(current, patch);
        rules.check(wanted, group.project());
        group.change(wanted, templateFor(group, current, wanted), clock.instant());
        if (wanted.desired() != current.desired().intValue()) {
            groups.progress(group.id()).scaled(clock.instant());
        }
        tell(group, "UPDATED");
        return view(group);
    }

    private int templateFor(ScalingGroup group, GroupSpec current, GroupSpec wanted) {
        if (wanted.template().equals(current.template())) {
            return group.templateVersion();
        }
        int next = group.templateVersion() + 1;
        groups.add(new GroupTemplate(group.id(), next, group.project(), wanted.template(), clock.instant()));
        return next;
    }

    @Transactional
    GroupView scale(String ref, int desired) {
        var group = change(ref);
        var wanted = group.spec(template(group)).withDesired(desired);
        rules.check(wanted, group.project());
        if (desired != group.desired()) {
            group.scale(desired, clock.instant());
            groups.progress(group.id()).scaled(clock.instant());
            tell(group, "SCALED");
        }
        return view(group);
    }

    @Transactional
    GroupView suspend(String ref, Set<Process> processes) {
        return processes(ref, processes, true);
    }

    @Transactional
    GroupView resume(String ref, Set<Process> processes) {
        return processes(ref, processes, false);
    }

    private GroupView processes(String ref, Set<Process> named, boolean suspend) {
        var group = change(ref);
        var suspended = EnumSet.noneOf(Process.class);
        suspended.addAll(group.suspended());
        if (suspend) {
            suspended.addAll(named);
        } else {
            suspended.removeAll(named);
        }
        group.suspend(suspended, clock.instant());
        tell(group, "UPDATED");
        return view(group);
    }

    /** @return the id; deleting what is being deleted changes nothing */
    @Transactional
    String delete(String ref, String ifMatch) {
        var group = groups.requireLocked(ref);
        Etags.requireMatch(ifMatch, group.version());
        if (group.status() != ResourceStatus.DELETING) {
            group.deleting(clock.instant());
            tell(group, "DELETING");
        }
        return group.id();
    }

    @Transactional
    boolean gone(String id) {
        return groups.findByIdOptional(id).isEmpty();
    }

    private ScalingGroup change(String ref) {
        var group = groups.requireLocked(ref);
        if (group.status() == ResourceStatus.DELETING) {
            throw new ProblemException(
                    ScalerError.GROUP_BEING_DELETED, "Group %s is being deleted.".formatted(group.name()));
        }
        return group;
    }

    private void tell(ScalingGroup group, String change) {
        group.causedBy(caller.origin());
        facts.wanted(group, change);
    }

    private Template template(ScalingGroup group) {
        return groups.template(group.id(), group.templateVersion());
    }

    /** Of a group that nobody locked: empty when it went away meanwhile. */
    private Optional<GroupView> standing(ScalingGroup group) {
        return groups.findTemplate(group.id(), group.templateVersion())
                .map(template -> GroupView.of(group, template, groups.counts(group.id())));
    }

    private GroupView view(ScalingGroup group) {
        return GroupView.of(group, template(group), groups.counts(group.id()));
    }
}
