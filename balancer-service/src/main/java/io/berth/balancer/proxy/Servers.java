package io.berth.balancer.proxy;

import io.berth.balancer.haproxy.ProxyRefusal;
import io.berth.balancer.haproxy.ServerRow;
import io.berth.balancer.haproxy.Stats;
import io.berth.balancer.target.TargetSettings;
import java.util.List;
import java.util.Locale;
import org.jboss.logging.Logger;

/** Brings the servers of a running HAProxy to what is wanted, as {@link ServerPlan} decides. */
final class Servers {
    private static final Logger LOG = Logger.getLogger(Servers.class);

    private final ProxyPass pass;

    Servers(ProxyPass pass) {
        this.pass = pass;
    }

    /** @return whether anything was done */
    boolean arrange(Stats stats) {
        var actions = ServerPlan.between(wanted(stats), actual(stats));
        actions.forEach(this::act);
        return !actions.isEmpty();
    }

    /** Whether some server is on its way in or out. */
    boolean unfinished(Stats stats) {
        return wanted(stats).stream().anyMatch(server -> {
            var row = stats.server(server.key().backend(), server.key().server());
            return server.in()
                    ? row.isEmpty() || row.get().maintenance() || row.get().draining()
                    : row.isPresent();
        });
    }

    /** Of pools that the process has: it may have refused the reload that would bring another. */
    private List<ServerPlan.Wanted> wanted(Stats stats) {
        var setup = pass.setup();
        return pass.wanted().targets().stream()
                .filter(target -> setup.backend(target.poolId()).isPresent()
                        && stats.backend(target.poolId()).isPresent())
                .map(this::wanted)
                .toList();
    }

    private ServerPlan.Wanted wanted(TargetSettings target) {
        boolean expired = target.drainDeadline() != null && !pass.now().isBefore(target.drainDeadline());
        return new ServerPlan.Wanted(
                new ServerPlan.Key(target.poolId(), target.id()), target.weight(), !target.leaving(), expired);
    }

    /** Not those of a pool that only a refused reload would take away: they go on serving. */
    private List<ServerPlan.Actual> actual(Stats stats) {
        var setup = pass.setup();
        return stats.servers().stream()
                .filter(row -> setup.backend(row.backend()).isPresent()
                        || stats.backend(row.backend()).isEmpty())
                .map(Servers::actual)
                .toList();
    }

    private static ServerPlan.Actual actual(ServerRow row) {
        return new ServerPlan.Actual(
                new ServerPlan.Key(row.backend(), row.name()),
                row.maintenance(),
                row.draining(),
                row.up() && row.checkPassed(),
                row.weight(),
                row.sessions());
    }

    /** One server that HAProxy does not let go must not keep the others waiting. */
    private void act(ServerPlan.Action action) {
        try {
            run(action);
            LOG.infof(
                    "server action=%s backend=%s server=%s",
                    name(action), action.key().backend(), action.key().server());
        } catch (ProxyRefusal refusal) {
            LOG.warnf("server action=%s refused=%s", name(action), refusal.getMessage());
        }
    }

    private void run(ServerPlan.Action action) {
        var runtime = pass.runtime();
        var backend = action.key().backend();
        var server = action.key().server();
        switch (action) {
            case ServerPlan.Add add -> {
                var to = pass.setup().backend(backend).orElseThrow();
                runtime.add(to, to.server(server).orElseThrow());
            }
            case ServerPlan.Check check -> runtime.check(backend, server);
            case ServerPlan.Open opening -> runtime.open(backend, server);
            case ServerPlan.SetWeight weight -> runtime.weigh(backend, server, weight.weight());
            case ServerPlan.Drain drain -> runtime.drain(backend, server);
            case ServerPlan.Remove remove -> runtime.remove(backend, server);
        }
    }

    private static String name(ServerPlan.Action action) {
        return action.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }
}
