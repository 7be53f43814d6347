package io.berth.balancer.balancer;

import com.fasterxml.jackson.databind.JsonNode;
import io.berth.engine.Hosts;
import io.berth.web.Caller;
import io.berth.web.Etags;
import io.berth.web.Ids;
import io.berth.web.MergePatch;
import io.berth.web.Page;
import io.berth.web.PageRequest;
import io.berth.web.ProblemException;
import io.berth.web.ResourceStatus;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Optional;

/** What users do with balancers. */
@ApplicationScoped
public class BalancerService {
    private final BalancerRepository balancers;
    private final Hosts hosts;
    private final Caller caller;
    private final Event<BalancerChanged> changed;
    private final Clock clock;
    private final MergePatch patches;

    BalancerService(
            BalancerRepository balancers,
            Hosts hosts,
            Caller caller,
            Event<BalancerChanged> changed,
            Clock clock,
            MergePatch patches) {
        this.balancers = balancers;
        this.hosts = hosts;
        this.caller = caller;
        this.changed = changed;
        this.clock = clock;
        this.patches = patches;
    }

    @Transactional
    BalancerView create(CreateBalancer wanted) {
        requireFitting(wanted);
        balancers.requireNameFree(wanted.name());
        var balancer = new Balancer(
                Ids.next("lb"),
                wanted.name(),
                wanted.labels(),
                wanted.scheme(),
                wanted.networks(),
                hosts.defaultHost().name(),
                caller.origin(),
                clock.instant());
        balancers.persist(balancer);
        changed.fire(new BalancerChanged(balancer.id()));
        return BalancerView.of(balancer);
    }

    private static void requireFitting(CreateBalancer wanted) {
        if (wanted.scheme() == Scheme.INTERNAL && wanted.networks().isEmpty()) {
            throw new ProblemException(
                    BalancerError.BALANCER_NETWORKS_REQUIRED,
                    "An INTERNAL balancer listens on networks of its project; name at least one.",
                    "Create a network first, or make the balancer EXTERNAL.");
        }
        if (wanted.scheme() == Scheme.EXTERNAL && !wanted.networks().isEmpty()) {
            throw new ProblemException(
                    BalancerError.BALANCER_NETWORKS_NOT_ALLOWED,
                    "An EXTERNAL balancer runs on its host's network and reaches every network of it.",
                    "Leave networks out, or make the balancer INTERNAL.");
        }
    }

    @Transactional
    Page<BalancerView> page(PageRequest request) {
        return balancers.page(request).map(BalancerView::of);
    }

    @Transactional
    BalancerView view(String ref) {
        return BalancerView.of(balancers.requireRef(ref));
    }

    @Transactional
    BalancerView patch(String ref, JsonNode patch, String ifMatch) {
        var balancer = balancers.requireLocked(ref);
        Etags.requireMatch(ifMatch, balancer.version());
        var result = patches.apply(patch, new BalancerPatch(balancer.labels()), BalancerPatch.class);
        balancer.relabel(result.labels(), clock.instant());
        balancers.flush();
        return BalancerView.of(balancer);
    }

    /** Its listeners go with it. */
    @Transactional
    BalancerView delete(String ref, String ifMatch) {
        var balancer = balancers.requireLocked(ref);
        Etags.requireMatch(ifMatch, balancer.version());
        if (balancer.status() != ResourceStatus.DELETING) {
            balancer.causedBy(caller.origin());
            balancer.deleting(clock.instant());
            balancers.flush();
            changed.fire(new BalancerChanged(balancer.id()));
        }
        return BalancerView.of(balancer);
    }

    @Transactional
    boolean gone(String id) {
        return balancers.findByIdOptional(id).isEmpty();
    }

    /** By id or name; 409 while it is being deleted. */
    @Transactional
    public BalancerSettings requireUsable(String ref) {
        var found = BalancerSettings.of(balancers.requireRef(ref));
        if (found.deleting()) {
            throw new ProblemException(
                    BalancerError.BALANCER_DELETING, "The balancer %s is being deleted.".formatted(found.name()));
        }
        return found;
    }

    /** By id or name, else 404. */
    @Transactional
    public BalancerSettings require(String ref) {
        return BalancerSettings.of(balancers.requireRef(ref));
    }

    @Transactional
    public Optional<BalancerSettings> find(String id) {
        return balancers.findByIdOptional(id).map(BalancerSettings::of);
    }
}
