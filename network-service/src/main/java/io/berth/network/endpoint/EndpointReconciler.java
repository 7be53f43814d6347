package io.berth.network.endpoint;

import io.berth.engine.Concern;
import io.berth.engine.Engine;
import io.berth.engine.EngineChange;
import io.berth.engine.EngineContainer;
import io.berth.engine.EngineException;
import io.berth.engine.Hosts;
import io.berth.engine.Outcome;
import io.berth.engine.Reconciler;
import io.berth.network.endpoint.EndpointPlan.Action;
import io.berth.network.endpoint.EndpointPlan.Actual;
import io.berth.network.endpoint.EndpointPlan.Attach;
import io.berth.network.endpoint.EndpointPlan.Await;
import io.berth.network.endpoint.EndpointPlan.Detach;
import io.berth.network.endpoint.EndpointPlan.Fail;
import io.berth.network.endpoint.EndpointPlan.Nothing;
import io.berth.network.endpoint.EndpointPlan.RecordAttached;
import io.berth.network.endpoint.EndpointPlan.RecordDetached;
import io.berth.network.endpoint.EndpointStore.Asked;
import io.berth.network.network.Networks;
import io.berth.web.Tenant;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;

/** Makes the engine's attachments match the rows: read, plan, act, record. */
@ApplicationScoped
class EndpointReconciler implements Reconciler {
    static final String KIND = "endpoint";
    private static final Duration AGAIN = Duration.ofMillis(500);
    private static final Duration AT_ONCE = Duration.ZERO;

    private final EndpointStore store;
    private final Networks networks;
    private final Hosts hosts;
    private final Tenant tenant;

    EndpointReconciler(EndpointStore store, Networks networks, Hosts hosts, Tenant tenant) {
        this.store = store;
        this.networks = networks;
        this.hosts = hosts;
        this.tenant = tenant;
    }

    @Override
    public String kind() {
        return KIND;
    }

    /** Endpoints are few, and a container's or network's change does not say which of them it touches. */
    @Override
    public Concern concernOf(EngineChange change) {
        return Concern.EVERYTHING;
    }

    @Override
    public Collection<String> ids() {
        return tenant.call(Tenant.ROOT, store::ids);
    }

    @Override
    public Outcome reconcile(String id) {
        var asked = tenant.call(Tenant.ROOT, () -> store.asked(id));
        if (asked.isEmpty()) {
            return Outcome.GONE;
        }
        var network = tenant.call(Tenant.ROOT, () -> networks.find(asked.get().network()));
        if (network.isEmpty()) {
            tenant.run(Tenant.ROOT, () -> store.detached(id));
            return Outcome.GONE;
        }
        return converge(id, asked.get(), network.get());
    }

    private Outcome converge(String id, Asked asked, Networks.Place network) {
        var engine = hosts.engine(network.host());
        try {
            return act(id, asked, network, engine, EndpointPlan.between(asked.wanted(), seen(engine, asked, network)));
        } catch (EngineException refused) {
            if (refused.kind().passing() || asked.wanted().deleting()) {
                throw refused;
            }
            tenant.run(Tenant.ROOT, () -> store.failed(id, EndpointError.of(refused), refused.getMessage()));
            return Outcome.CHANGED;
        }
    }

    private Outcome act(String id, Asked asked, Networks.Place network, Engine engine, Action action) {
        return switch (action) {
            case Attach attach -> {
                engine.connect(network.engineId(), asked.container(), asked.aliases(), asked.address());
                yield Outcome.waitFor(AT_ONCE);
            }
            case Detach detach -> {
                engine.disconnect(network.engineId(), asked.container());
                yield Outcome.waitFor(AT_ONCE);
            }
            case RecordAttached(String address) ->
                tenant.call(Tenant.ROOT, () -> store.attached(id, address)) ? Outcome.CHANGED : Outcome.NOOP;
            case RecordDetached detached -> {
                tenant.run(Tenant.ROOT, () -> store.detached(id));
                yield Outcome.GONE;
            }
            case Fail(String reason) -> {
                tenant.run(Tenant.ROOT, () -> store.failed(id, EndpointError.ENDPOINT_IMPOSSIBLE, reason));
                yield Outcome.CHANGED;
            }
            case Await await -> Outcome.waitFor(AGAIN);
            case Nothing nothing -> Outcome.NOOP;
        };
    }

    private static Actual seen(Engine engine, Asked asked, Networks.Place network) {
        var addresses = engine.container(asked.container()).map(EngineContainer::addresses);
        var address = addresses.map(all -> all.get(network.engineName()));
        return new Actual(state(network), addresses.isPresent(), address.isPresent(), address.orElse(""));
    }

    private static EndpointPlan.Network state(Networks.Place network) {
        if (network.failed()) {
            return EndpointPlan.Network.FAILED;
        }
        return network.engineId() == null ? EndpointPlan.Network.COMING : EndpointPlan.Network.THERE;
    }
}
