package io.berth.scaler.policy;

import com.fasterxml.jackson.databind.JsonNode;
import io.berth.scaler.decision.TargetTrackingPolicy;
import io.berth.scaler.group.Frame;
import io.berth.scaler.group.GroupDesk;
import io.berth.scaler.group.ScalerError;
import io.berth.web.Caller;
import io.berth.web.Etags;
import io.berth.web.Ids;
import io.berth.web.MergePatch;
import io.berth.web.Page;
import io.berth.web.PageRequest;
import io.berth.web.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What users do with policies, and which ones there are to follow. */
@ApplicationScoped
public class PolicyService {
    private final PolicyRepository policies;
    private final GroupDesk groups;
    private final Caller caller;
    private final MergePatch patches;
    private final Clock clock;

    PolicyService(PolicyRepository policies, GroupDesk groups, Caller caller, MergePatch patches, Clock clock) {
        this.policies = policies;
        this.groups = groups;
        this.caller = caller;
        this.patches = patches;
        this.clock = clock;
    }

    /** Groups that have policies; as root, of all projects. */
    @Transactional
    public List<String> groupsWithPolicies() {
        return policies.groups();
    }

    /** Of all policies; as root, of all projects. */
    @Transactional
    public Set<String> ids() {
        return Set.copyOf(policies.ids());
    }

    @Transactional
    public List<TargetTrackingPolicy> of(String group) {
        return policies.of(group).stream().map(Policy::tracking).toList();
    }

    @Transactional
    PolicyView create(String groupRef, PolicySpec spec) {
        var group = groups.requireLocked(groupRef);
        PolicyRules.check(spec, group);
        if (spec.name() != null) {
            policies.requireNameFree(spec.name());
        }
        var id = Ids.next("pol");
        var policy = new Policy(id, name(spec, group, id), group.id(), spec, caller.origin(), clock.instant());
        policies.persist(policy);
        return PolicyView.of(policy);
    }

    private String name(PolicySpec spec, Frame group, String id) {
        if (spec.name() != null) {
            return spec.name();
        }
        var metric = spec.metric().toLowerCase(Locale.ROOT).replace('_', '-');
        // A DNS label has 63 characters; the id's own part makes it one of a kind where the short form is taken.
        var plain = group.name().substring(0, Math.min(group.name().length(), 28)) + "-" + metric;
        return policies.taken(plain) ? plain + "-" + id.substring(id.indexOf('_') + 1) : plain;
    }

    @Transactional
    PolicyView view(String group, String ref) {
        return PolicyView.of(policies.require(groups.require(group).id(), ref));
    }

    @Transactional
    Page<PolicyView> page(String group, PageRequest request) {
        return policies.page(groups.require(group).id(), request).map(PolicyView::of);
    }

    @Transactional
    PolicyView patch(String groupRef, String ref, JsonNode patch, String ifMatch) {
        var group = groups.requireLocked(groupRef);
        var policy = policies.require(group.id(), ref);
        Etags.requireMatch(ifMatch, policy.version());
        var wanted = patches.apply(patch, policy.spec(), PolicySpec.class);
        PolicyRules.check(wanted, group);
        if (!policy.name().equals(wanted.name())) {
            throw new ProblemException(
                    ScalerError.POLICY_NAME_FIXED, "The policy is called %s.".formatted(policy.name()));
        }
        policy.change(wanted, clock.instant());
        policies.flush();
        return PolicyView.of(policy);
    }

    @Transactional
    void delete(String group, String ref, String ifMatch) {
        var policy = policies.require(groups.requireLocked(group).id(), ref);
        Etags.requireMatch(ifMatch, policy.version());
        policies.delete(policy);
    }
}
