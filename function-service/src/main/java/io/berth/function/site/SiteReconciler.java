package io.berth.function.site;

import io.berth.engine.Concern;
import io.berth.engine.Engine;
import io.berth.engine.EngineChange;
import io.berth.engine.EngineException;
import io.berth.engine.EngineNetwork;
import io.berth.engine.Hosts;
import io.berth.engine.Outcome;
import io.berth.engine.Reconciler;
import io.berth.firewall.Firewall;
import io.berth.function.function.FunctionError;
import io.berth.function.function.FunctionStore;
import io.berth.function.function.FunctionTouched;
import io.berth.function.instance.Fleet;
import io.berth.function.instance.RuntimeImages;
import io.berth.function.instance.Site;
import io.berth.web.ResourceStatus;
import io.berth.web.Tenant;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Makes one project's functions real: read, plan, act, record. Safe to repeat after a crash at any point. */
@ApplicationScoped
class SiteReconciler implements Reconciler {
    private static final Duration SOON = Duration.ofMillis(300);

    private final FunctionStore store;
    private final FunctionNetwork networks;
    private final Fleet fleet;
    private final RuntimeImages images;
    private final Firewall firewall;
    private final Hosts hosts;
    private final Tenant tenant;
    /** Engine ids of networks around which this process has put the rules; after that they are kept by resyncs. */
    private final Set<String> closed = ConcurrentHashMap.newKeySet();

    SiteReconciler(
            FunctionStore store,
            FunctionNetwork networks,
            Fleet fleet,
            RuntimeImages images,
            Firewall firewall,
            Hosts hosts,
            Tenant tenant) {
        this.store = store;
        this.networks = networks;
        this.fleet = fleet;
        this.images = images;
        this.firewall = firewall;
        this.hosts = hosts;
        this.tenant = tenant;
    }

    @Override
    public String kind() {
        return FunctionTouched.KIND;
    }

    /** Projects that have functions, and those that have a network left from some. */
    @Override
    public Collection<String> ids() {
        var projects = new TreeSet<>(tenant.call(Tenant.ROOT, store::projects));
        engine().networks(FunctionNetwork.KIND)
                .forEach(network -> projects.add(network.owner().id()));
        return projects;
    }

    @Override
    public Concern concernOf(EngineChange change) {
        if (change.isResync()) {
            return Concern.EVERYTHING;
        }
        return FunctionNetwork.KIND.equals(change.kind()) ? Concern.only(change.ownerId()) : Concern.NOTHING;
    }

    @Override
    public Outcome reconcile(String project) {
        var functions = tenant.call(Tenant.ROOT, () -> store.ofProject(project));
        var pass = new Pass(project, functions);
        try {
            return pass.run();
        } catch (EngineException refused) {
            if (refused.kind().passing()) {
                throw refused;
            }
            fail(functions, refused);
            throw refused;
        }
    }

    private void fail(List<FunctionStore.Wanted> functions, EngineException refused) {
        functions.stream()
                .filter(function -> function.status() == ResourceStatus.PENDING)
                .forEach(function -> tenant.run(
                        Tenant.ROOT,
                        () -> store.failed(function.id(), FunctionError.FUNCTION_REFUSED, refused.getMessage())));
    }

    private Engine engine() {
        return hosts.engine(hosts.defaultHost().name());
    }

    /** One look at a project and what follows from it. */
    private final class Pass {
        private final String project;
        private final List<FunctionStore.Wanted> functions;
        private final Engine engine = engine();
        private EngineNetwork network;
        private Outcome outcome = Outcome.NOOP;

        Pass(String project, List<FunctionStore.Wanted> functions) {
            this.project = project;
            this.functions = functions;
        }

        Outcome run() {
            network = networks.find(engine, project).orElse(null);
            var rows = functions.stream()
                    .map(function -> new SitePlan.Row(
                            function.id(),
                            function.status() == ResourceStatus.PENDING,
                            function.status() == ResourceStatus.DELETING,
                            function.generation()))
                    .toList();
            var seen = new SitePlan.Seen(
                    network != null,
                    network != null && networks.joined(network),
                    network != null && closed.contains(network.id()),
                    functions.stream().allMatch(function -> function.status() == ResourceStatus.DELETING)
                            ? fleet.closeSite(project)
                            : 0);
            SitePlan.between(rows, seen).forEach(this::act);
            return outcome;
        }

        private void act(SitePlan.Action action) {
            switch (action) {
                case SitePlan.Close(String function) -> close(function);
                case SitePlan.CloseSite close -> fleet.closeSite(project);
                case SitePlan.Await await -> outcome = Outcome.waitFor(SOON);
                case SitePlan.RemoveNetwork remove -> {
                    engine.leaveSelf(network.id());
                    engine.removeNetwork(network.id());
                    closed.remove(network.id());
                    outcome = Outcome.CHANGED;
                }
                case SitePlan.CreateNetwork create -> network = networks.create(engine, project);
                case SitePlan.Join join -> engine.joinSelf(network.id(), FunctionNetwork.serviceAddress(network));
                case SitePlan.CloseNetwork close -> {
                    firewall.ensure(hosts.defaultHost().name());
                    closed.add(network.id());
                }
                case SitePlan.OpenSite open -> {
                    var site = site();
                    site.runtimes().forEach(runtime -> images.require(site.host(), runtime));
                    fleet.site(site);
                }
                case SitePlan.Deploy(String function, long generation) ->
                    tenant.run(Tenant.ROOT, () -> store.deployed(function, generation));
            }
        }

        private void close(String function) {
            if (fleet.close(function) == 0) {
                tenant.run(Tenant.ROOT, () -> store.gone(function));
            } else {
                outcome = Outcome.waitFor(SOON);
            }
        }

        private Site site() {
            return new Site(
                    project,
                    hosts.defaultHost().name(),
                    network.name(),
                    FunctionNetwork.serviceAddress(network),
                    FunctionNetwork.instances(network),
                    functions.stream()
                            .filter(function -> function.status() != ResourceStatus.DELETING)
                            .map(FunctionStore.Wanted::runtime)
                            .collect(Collectors.toSet()));
        }
    }
}
