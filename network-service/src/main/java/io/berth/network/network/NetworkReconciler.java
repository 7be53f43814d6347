package io.berth.network.network;

import io.berth.engine.AddressRange;
import io.berth.engine.Engine;
import io.berth.engine.EngineException;
import io.berth.engine.EngineNetwork;
import io.berth.engine.Hosts;
import io.berth.engine.Outcome;
import io.berth.engine.Reconciler;
import io.berth.engine.SubnetSpec;
import io.berth.network.network.NetworkPlan.Action;
import io.berth.network.network.NetworkPlan.Actual;
import io.berth.network.network.NetworkPlan.AwaitFree;
import io.berth.network.network.NetworkPlan.Create;
import io.berth.network.network.NetworkPlan.RecordFound;
import io.berth.network.network.NetworkPlan.RecordGone;
import io.berth.network.network.NetworkPlan.Remove;
import io.berth.network.network.NetworkStore.Asked;
import io.berth.web.Tenant;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Stream;

/** Makes the engine's networks match the rows: read, plan, act, record. Safe to repeat after a crash at any point. */
@ApplicationScoped
class NetworkReconciler implements Reconciler {
    static final String KIND = "network";
    static final Duration UNTIL_FREE = Duration.ofSeconds(2);

    private final NetworkStore store;
    private final Hosts hosts;
    private final OrphanNetworks orphans;
    private final Tenant tenant;

    NetworkReconciler(NetworkStore store, Hosts hosts, OrphanNetworks orphans, Tenant tenant) {
        this.store = store;
        this.hosts = hosts;
        this.orphans = orphans;
        this.tenant = tenant;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Collection<String> ids() {
        var ids = new LinkedHashSet<>(tenant.call(Tenant.ROOT, store::ids));
        ids.addAll(orphans.owners());
        return ids;
    }

    @Override
    public Outcome reconcile(String id) {
        return tenant.call(Tenant.ROOT, () -> store.asked(id))
                .map(asked -> converge(id, asked))
                .orElseGet(() -> orphans.remove(id));
    }

    private Outcome converge(String id, Asked asked) {
        var engine = hosts.engine(asked.host());
        Outcome outcome = Outcome.NOOP;
        for (var action : NetworkPlan.between(asked.wanted(), seen(engine, id))) {
            var step = act(id, asked, engine, action);
            outcome = step instanceof Outcome.Noop ? outcome : step;
        }
        return outcome;
    }

    private Outcome act(String id, Asked asked, Engine engine, Action action) {
        return switch (action) {
            case Create create -> create(id, asked, engine);
            case Remove(String engineId) -> {
                engine.removeNetwork(engineId);
                yield Outcome.CHANGED;
            }
            case RecordFound(String engineId) -> record(id, engineId);
            case RecordGone gone -> {
                tenant.run(Tenant.ROOT, () -> store.gone(id));
                yield Outcome.GONE;
            }
            case AwaitFree await -> Outcome.waitFor(UNTIL_FREE);
        };
    }

    private Outcome create(String id, Asked asked, Engine engine) {
        try {
            return record(id, engine.createNetwork(asked.spec()).id());
        } catch (EngineException refused) {
            if (refused.kind().passing()) {
                throw refused;
            }
            if (refused.kind() == EngineException.Kind.CONFLICT) {
                var addresses = addresses(asked.spec().subnets());
                if (moved(id, engine.usedSubnets(), addresses)) {
                    return Outcome.waitFor(Duration.ZERO);
                }
                if (orphans.hold(engine, addresses)) {
                    return Outcome.waitFor(UNTIL_FREE);
                }
                if (!overlap(engine.usedSubnets(), addresses)) {
                    // Who had them is gone by now.
                    throw refused;
                }
            }
            tenant.run(Tenant.ROOT, () -> store.failed(id, NetworkError.of(refused), refused.getMessage()));
            return Outcome.CHANGED;
        }
    }

    /** Somebody else has the block that the pool gave: true when there is another one to try. */
    private boolean moved(String id, Collection<AddressRange> used, List<AddressRange> refused) {
        var taken = Stream.concat(used.stream(), refused.stream())
                .map(AddressRange::cidr)
                .toList();
        return tenant.call(Tenant.ROOT, () -> store.moved(id, taken));
    }

    static List<AddressRange> addresses(List<SubnetSpec> subnets) {
        return subnets.stream().map(subnet -> new AddressRange(subnet.cidr())).toList();
    }

    static boolean overlap(Collection<AddressRange> some, Collection<AddressRange> others) {
        return some.stream().anyMatch(one -> others.stream().anyMatch(one::overlaps));
    }

    private Outcome record(String id, String engineId) {
        return tenant.call(Tenant.ROOT, () -> store.found(id, engineId)) ? Outcome.CHANGED : Outcome.NOOP;
    }

    private static List<Actual> seen(Engine engine, String id) {
        return engine.networksOf(KIND, id).stream()
                .map(NetworkReconciler::actual)
                .toList();
    }

    private static Actual actual(EngineNetwork network) {
        return new Actual(network.id(), network.attachments().size());
    }
}
