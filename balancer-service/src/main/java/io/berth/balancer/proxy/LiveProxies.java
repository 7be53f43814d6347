package io.berth.balancer.proxy;

import io.berth.balancer.haproxy.MasterApi;
import io.berth.balancer.haproxy.ProxyFiles;
import io.berth.balancer.haproxy.RuntimeApi;
import io.berth.balancer.haproxy.Stats;
import io.berth.balancer.listener.ListenerSettings;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The proxies that answered last time, for those who read their counters. */
@ApplicationScoped
public class LiveProxies {
    private final Map<String, LiveProxy> byBalancer = new ConcurrentHashMap<>();
    private final ProxyInstallation installation;

    LiveProxies(ProxyInstallation installation) {
        this.installation = installation;
    }

    /**
     * A proxy that answered.
     *
     * @param poolsOfListeners ids of the pools by those of the listeners
     * @param pools that it carries, by id
     * @param targets by id
     */
    public record LiveProxy(
            String balancer,
            String project,
            Map<String, String> poolsOfListeners,
            Map<String, LivePool> pools,
            Map<String, LiveTarget> targets,
            ProxyFiles files) {

        public RuntimeApi runtime() {
            return new RuntimeApi(files);
        }

        /** Counters of the current worker, with what earlier ones still hold. */
        public Stats stats() {
            return runtime().stats().counting(new MasterApi(files).oldWorkers());
        }
    }

    /** A pool on a proxy. */
    public record LivePool(String id, String name) {}

    /** @param instance of a scaling group, or null */
    public record LiveTarget(String id, String pool, String instance, String status, boolean leaving) {}

    void put(WantedProxy wanted, Routes routes) {
        var balancer = wanted.balancer();
        var pools = wanted.pools().stream()
                .filter(pool -> routes.carries(pool.id()))
                .map(pool -> new LivePool(pool.id(), pool.name()))
                .toList();
        byBalancer.put(
                balancer.id(),
                new LiveProxy(
                        balancer.id(),
                        balancer.project(),
                        poolsOfListeners(wanted),
                        index(pools, LivePool::id),
                        index(targets(wanted), LiveTarget::id),
                        installation.files(balancer.id())));
    }

    private static Map<String, String> poolsOfListeners(WantedProxy wanted) {
        return wanted.listeners().stream()
                .filter(listener -> listener.servingPoolId() != null)
                .collect(Collectors.toUnmodifiableMap(ListenerSettings::id, ListenerSettings::servingPoolId));
    }

    private static List<LiveTarget> targets(WantedProxy wanted) {
        return wanted.targets().stream()
                .map(target -> new LiveTarget(
                        target.id(),
                        target.poolId(),
                        target.instance(),
                        target.status().name(),
                        target.leaving()))
                .toList();
    }

    private static <T> Map<String, T> index(List<T> things, Function<T, String> id) {
        return things.stream().collect(Collectors.toUnmodifiableMap(id, thing -> thing));
    }

    void remove(String balancer) {
        byBalancer.remove(balancer);
    }

    public Collection<LiveProxy> all() {
        return List.copyOf(byBalancer.values());
    }

    public Optional<LiveProxy> find(String balancer) {
        return Optional.ofNullable(byBalancer.get(balancer));
    }
}
