package io.berth.balancer.proxy;

import io.berth.balancer.balancer.BalancerRecords;
import io.berth.balancer.balancer.BalancerService;
import io.berth.balancer.balancer.BalancerSettings;
import io.berth.balancer.haproxy.ProxyRefusal;
import io.berth.engine.EngineException;
import io.berth.engine.Outcome;
import io.berth.engine.Reconciler;
import io.berth.web.PlatformError;
import io.berth.web.Tenant;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;

/** Makes one balancer's HAProxy what it should be. */
@ApplicationScoped
class ProxyReconciler implements Reconciler {
    private static final Duration SOON = Duration.ofMillis(300);
    /** Nobody tells when a worker of an earlier configuration is done. */
    private static final Duration FINISHING = Duration.ofSeconds(1);

    private static final Duration PATIENTLY = Duration.ofSeconds(5);
    private static final Duration LATER = Duration.ofSeconds(15);

    private final WantedProxies store;
    private final ProxyProcess process;
    private final ProxyInstallation installation;
    private final ProxyNetworks networks;
    private final ProxyOutcome outcome;
    private final Refusals refusals;
    private final BalancerRecords records;
    private final BalancerService balancers;
    private final Tenant tenant;
    private final Clock clock;

    ProxyReconciler(
            WantedProxies store,
            ProxyProcess process,
            ProxyInstallation installation,
            ProxyNetworks networks,
            ProxyOutcome outcome,
            Refusals refusals,
            BalancerRecords records,
            BalancerService balancers,
            Tenant tenant,
            Clock clock) {
        this.store = store;
        this.process = process;
        this.installation = installation;
        this.networks = networks;
        this.outcome = outcome;
        this.refusals = refusals;
        this.records = records;
        this.balancers = balancers;
        this.tenant = tenant;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return ProxyProcess.KIND;
    }

    @Override
    public Collection<String> ids() {
        var ids = new LinkedHashSet<>(tenant.call(Tenant.ROOT, records::ids));
        ids.addAll(process.owners());
        return ids;
    }

    @Override
    public Outcome reconcile(String id) throws Exception {
        var balancer = tenant.call(Tenant.ROOT, () -> balancers.find(id));
        if (balancer.isEmpty()) {
            process.removeOrphan(id);
            installation.files(id).delete();
            outcome.forgotten(id);
            return Outcome.GONE;
        }
        var project = balancer.get().project();
        var wanted = tenant.call(project, () -> store.read(id));
        return wanted.isEmpty() ? Outcome.GONE : attempt(wanted.get());
    }

    private Outcome attempt(WantedProxy wanted) throws Exception {
        try {
            return run(wanted);
        } catch (EngineException failure) {
            return failed(wanted.balancer(), failure);
        } catch (ProxyRefusal refusal) {
            return given(wanted.balancer(), refusal.getMessage());
        } catch (ProxyNetworks.NotReady missing) {
            outcome.waiting(wanted.balancer(), missing.getMessage());
            return Outcome.waitFor(Duration.ofSeconds(2));
        }
    }

    private Outcome failed(BalancerSettings balancer, EngineException failure) {
        return switch (failure.kind()) {
            case NOT_FOUND, REFUSED, CONFLICT -> given(balancer, failure.getMessage());
            case FULL, UNAVAILABLE, TIMEOUT -> {
                outcome.waiting(balancer, failure.getMessage());
                throw failure;
            }
        };
    }

    private Outcome given(BalancerSettings balancer, String reason) {
        outcome.failed(balancer, PlatformError.ENGINE_REFUSED, reason);
        return Outcome.waitFor(LATER);
    }

    private Outcome run(WantedProxy wanted) throws Exception {
        var files = installation.files(wanted.balancer().id());
        var pass = new ProxyPass(wanted, files, installation.settings(), refusals, clock.instant());
        var actual = process.actual(wanted.balancer());
        switch (actual.process()) {
            case ABSENT, STOPPED -> outcome.seen(wanted, Map.of());
            case SILENT, CRASHING -> {}
            case ANSWERING -> {
                if (!wanted.balancer().deleting()) {
                    pass.look();
                    actual = actual.refusing(pass.barred());
                }
            }
        }
        var plan = ProxyPlan.between(new ProxyPlan.Wanted(wanted.balancer().deleting(), pass.structure()), actual);
        Outcome result = Outcome.NOOP;
        for (var action : plan) {
            result = act(action, pass);
        }
        return result;
    }

    private Outcome act(ProxyPlan.Action action, ProxyPass pass) throws Exception {
        var balancer = pass.wanted().balancer();
        switch (action) {
            case ProxyPlan.RemoveProxy remove -> process.remove(balancer);
            case ProxyPlan.Forget forget -> {
                installation.files(balancer.id()).delete();
                outcome.gone(pass.wanted());
                return Outcome.GONE;
            }
            case ProxyPlan.WriteStartFile write -> pass.writeStartFile();
            case ProxyPlan.CreateProxy create -> process.create(balancer, networks.engineNames(balancer));
            case ProxyPlan.StartProxy start -> process.start(balancer);
            case ProxyPlan.RestartProxy restart -> process.restart(balancer);
            case ProxyPlan.Await await -> {
                outcome.waiting(
                        balancer,
                        await.patiently()
                                ? "the proxy ends again and again; its container's log says why"
                                : "the proxy is starting");
                return Outcome.waitFor(await.patiently() ? PATIENTLY : SOON);
            }
            case ProxyPlan.SaveServers save -> pass.saveServers();
            case ProxyPlan.Reload reload -> pass.reload();
            case ProxyPlan.ArrangeServers arrange -> {
                return arrange(pass);
            }
        }
        return Outcome.CHANGED;
    }

    private Outcome arrange(ProxyPass pass) throws Exception {
        var servers = new Servers(pass);
        boolean changed = servers.arrange(pass.see());
        var stats = pass.see();
        changed |= pass.writeFile();
        boolean finishing = outcome.answered(pass, stats);
        if (servers.unfinished(stats) || pass.waiting()) {
            return Outcome.waitFor(SOON);
        }
        if (finishing) {
            return Outcome.waitFor(FINISHING);
        }
        if (!pass.faults().isEmpty() || pass.refusal() != null) {
            return Outcome.waitFor(LATER);
        }
        return changed ? Outcome.CHANGED : Outcome.NOOP;
    }
}
