package io.berth.firewall;

import io.berth.engine.Concern;
import io.berth.engine.EngineChange;
import io.berth.engine.Host;
import io.berth.engine.Hosts;
import io.berth.engine.Outcome;
import io.berth.engine.Reconciler;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;

/**
 * Says the rules of each host again and again: after a start, when its engine comes back, and at every resync, because a
 * flush of the tables tells nobody.
 */
@ApplicationScoped
class FirewallReconciler implements Reconciler {
    private final Firewall firewall;
    private final Hosts hosts;

    FirewallReconciler(Firewall firewall, Hosts hosts) {
        this.firewall = firewall;
        this.hosts = hosts;
    }

    @Override
    public String kind() {
        return Firewall.KIND;
    }

    /** The hosts. */
    @Override
    public Collection<String> ids() {
        return hosts.all().stream().map(Host::name).toList();
    }

    @Override
    public Outcome reconcile(String host) {
        return firewall.ensure(host) ? Outcome.CHANGED : Outcome.NOOP;
    }

    @Override
    public Concern concernOf(EngineChange change) {
        return change.isResync() ? Concern.only(change.host()) : Concern.NOTHING;
    }
}
