package io.berth.volume.volume;

import io.berth.engine.Engine;
import io.berth.engine.EngineException;
import io.berth.engine.Hosts;
import io.berth.engine.Outcome;
import io.berth.engine.Reconciler;
import io.berth.volume.volume.VolumePlan.Action;
import io.berth.volume.volume.VolumePlan.Actual;
import io.berth.volume.volume.VolumePlan.AwaitFree;
import io.berth.volume.volume.VolumePlan.Create;
import io.berth.volume.volume.VolumePlan.RecordFound;
import io.berth.volume.volume.VolumePlan.RecordGone;
import io.berth.volume.volume.VolumePlan.RecordLost;
import io.berth.volume.volume.VolumePlan.Remove;
import io.berth.volume.volume.VolumeStore.Asked;
import io.berth.web.Tenant;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Makes the engine's volumes match the rows: read, plan, act, record. Safe to repeat after a crash at any point. */
@ApplicationScoped
class VolumeReconciler implements Reconciler {
    static final String KIND = "volume";
    private static final Duration UNTIL_FREE = Duration.ofSeconds(2);

    private final VolumeStore store;
    private final Hosts hosts;
    private final Tenant tenant;

    VolumeReconciler(VolumeStore store, Hosts hosts, Tenant tenant) {
        this.store = store;
        this.hosts = hosts;
        this.tenant = tenant;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Collection<String> ids() {
        return tenant.call(Tenant.ROOT, store::ids);
    }

    @Override
    public Outcome reconcile(String id) {
        return tenant.call(Tenant.ROOT, () -> store.asked(id))
                .map(asked -> converge(id, asked))
                .orElse(Outcome.GONE);
    }

    private Outcome converge(String id, Asked asked) {
        var engine = hosts.engine(asked.host());
        Outcome outcome = Outcome.NOOP;
        for (var action : VolumePlan.between(asked.wanted(), seen(engine, id, asked))) {
            outcome = act(id, asked, engine, action);
            if (outcome instanceof Outcome.Wait) {
                break;
            }
        }
        return outcome;
    }

    private Outcome act(String id, Asked asked, Engine engine, Action action) {
        return switch (action) {
            case Create create -> create(id, asked, engine);
            case Remove remove -> remove(id, asked, engine);
            case RecordFound found -> tenant.call(Tenant.ROOT, () -> store.found(id)) ? Outcome.CHANGED : Outcome.NOOP;
            case RecordLost lost ->
                failed(
                        id,
                        VolumeError.VOLUME_LOST,
                        "The engine on " + asked.host()
                                + " has this volume no more, and its data are gone with it. Delete it"
                                + " and make it again to start empty; should it come back, it is taken up again.");
            case RecordGone gone -> {
                tenant.run(Tenant.ROOT, () -> store.gone(id));
                yield Outcome.GONE;
            }
            case AwaitFree(List<String> users) -> await(id, "Still mounted by " + String.join(", ", users));
        };
    }

    private Outcome create(String id, Asked asked, Engine engine) {
        try {
            engine.createVolume(asked.spec());
            return tenant.call(Tenant.ROOT, () -> store.found(id)) ? Outcome.CHANGED : Outcome.NOOP;
        } catch (EngineException refused) {
            if (refused.kind().passing()) {
                tenant.run(Tenant.ROOT, () -> store.explain(id, refused.getMessage()));
                throw refused;
            }
            return failed(id, VolumeError.of(refused), refused.getMessage());
        }
    }

    /** Containers that are not Berth's are not listed as users, but the engine minds them. */
    private Outcome remove(String id, Asked asked, Engine engine) {
        try {
            engine.removeVolume(asked.spec().engineName());
            return Outcome.CHANGED;
        } catch (EngineException refused) {
            if (refused.kind() == EngineException.Kind.CONFLICT) {
                return await(id, "Still mounted by a container that is not Berth's");
            }
            throw refused;
        }
    }

    private Outcome await(String id, String why) {
        tenant.run(Tenant.ROOT, () -> store.explain(id, why));
        return Outcome.waitFor(UNTIL_FREE);
    }

    private Outcome failed(String id, VolumeError code, String reason) {
        tenant.run(Tenant.ROOT, () -> store.failed(id, code, reason));
        return Outcome.CHANGED;
    }

    /** A stranger's volume of that name is not this one. */
    private static Optional<Actual> seen(Engine engine, String id, Asked asked) {
        var name = asked.spec().engineName();
        return engine.volume(name)
                .filter(found -> found.owner().id().equals(id))
                .map(found -> new Actual(asked.wanted().deleting() ? users(engine, name) : List.of()));
    }

    private static List<String> users(Engine engine, String name) {
        return engine.volumeUsers(name).stream().map(user -> user.name()).toList();
    }
}
