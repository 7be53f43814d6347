package io.berth.balancer.sample;

import io.berth.balancer.balancer.BalancerService;
import io.berth.balancer.haproxy.ProxyRow;
import io.berth.balancer.haproxy.ProxyUnreachable;
import io.berth.balancer.haproxy.ServerRow;
import io.berth.balancer.haproxy.Stats;
import io.berth.balancer.haproxy.StatusClasses;
import io.berth.balancer.proxy.LiveProxies;
import io.berth.balancer.proxy.LiveProxies.LiveProxy;
import io.berth.balancer.sample.StatsView.LatencyMs;
import io.berth.balancer.sample.StatsView.ListenerStats;
import io.berth.balancer.sample.StatsView.PoolStats;
import io.berth.balancer.sample.StatsView.Statuses;
import io.berth.balancer.sample.StatsView.TargetStats;
import io.berth.web.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Puts one proxy's counters together with what Berth knows of its parts. */
@ApplicationScoped
class StatsService {
    private final BalancerService balancers;
    private final LiveProxies proxies;
    private final Sampler sampler;
    private final Latencies latencies;

    StatsService(BalancerService balancers, LiveProxies proxies, Sampler sampler, Latencies latencies) {
        this.balancers = balancers;
        this.proxies = proxies;
        this.sampler = sampler;
        this.latencies = latencies;
    }

    StatsView of(String ref) {
        var balancer = balancers.require(ref);
        var proxy = proxies.find(balancer.id()).orElseThrow(() -> notRunning(balancer.name()));
        try {
            return view(proxy, sampler.counted(proxy));
        } catch (ProxyUnreachable gone) {
            throw notRunning(balancer.name());
        }
    }

    private static ProblemException notRunning(String name) {
        return new ProblemException(
                StatsError.BALANCER_NOT_RUNNING,
                "The proxy of the balancer %s does not answer.".formatted(name),
                "Look at the balancer's status and try again.");
    }

    private StatsView view(LiveProxy proxy, Counted counted) {
        var stats = counted.now();
        return new StatsView(
                proxy.balancer(),
                counted.at(),
                stats.proxies().stream()
                        .filter(row -> row.frontend() && !row.name().equals("GLOBAL"))
                        .map(row -> listener(row, proxy, stats))
                        .toList(),
                stats.proxies().stream()
                        .filter(row -> !row.frontend())
                        .map(row -> pool(row, counted))
                        .toList(),
                stats.servers().stream().map(row -> target(row, proxy, counted)).toList());
    }

    private ListenerStats listener(ProxyRow row, LiveProxy proxy, Stats stats) {
        var pool = Optional.ofNullable(proxy.poolsOfListeners().get(row.name()));
        return new ListenerStats(
                row.name(),
                row.rate(),
                row.sessions(),
                pool.flatMap(stats::backend).map(ProxyRow::queued).orElse(0L),
                row.requests(),
                row.bytesIn(),
                row.bytesOut(),
                statuses(row.statuses()),
                latency(row.name()));
    }

    private PoolStats pool(ProxyRow row, Counted counted) {
        return new PoolStats(
                row.name(),
                counted.poolRate(row.name()),
                row.sessions(),
                row.queued(),
                row.requests(),
                row.retries(),
                row.redispatches(),
                row.connectionErrors(),
                row.bytesIn(),
                row.bytesOut(),
                statuses(row.statuses()),
                latency(row.name()));
    }

    private TargetStats target(ServerRow row, LiveProxy proxy, Counted counted) {
        var target = proxy.targets().get(row.name());
        return new TargetStats(
                row.name(),
                row.backend(),
                target == null ? null : target.instance(),
                row.checkDetail(),
                row.up() && !row.draining(),
                row.weight(),
                counted.targetRates(row.backend()).getOrDefault(row.name(), 0.0),
                row.sessions(),
                row.queued(),
                row.requests(),
                row.retries(),
                row.redispatches(),
                row.bytesIn(),
                row.bytesOut(),
                statuses(row.statuses()),
                latency(row.name()));
    }

    private LatencyMs latency(String name) {
        return new LatencyMs(
                latencies.percentile(name, 50), latencies.percentile(name, 95), latencies.percentile(name, 99));
    }

    private static Statuses statuses(StatusClasses classes) {
        return new Statuses(
                classes.informational(),
                classes.successful(),
                classes.redirection(),
                classes.clientError(),
                classes.serverError());
    }
}
