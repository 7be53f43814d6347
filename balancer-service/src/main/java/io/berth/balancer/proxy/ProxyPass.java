package io.berth.balancer.proxy;

import io.berth.balancer.haproxy.HaproxyConfig;
import io.berth.balancer.haproxy.MasterApi;
import io.berth.balancer.haproxy.OldWorker;
import io.berth.balancer.haproxy.PortProbe;
import io.berth.balancer.haproxy.ProxyFiles;
import io.berth.balancer.haproxy.ProxySettings;
import io.berth.balancer.haproxy.ProxySetup;
import io.berth.balancer.haproxy.RuntimeApi;
import io.berth.balancer.haproxy.Stats;
import io.berth.balancer.listener.ListenerError;
import io.berth.balancer.listener.ListenerSettings;
import io.berth.balancer.proxy.Ports.Fault;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** One comparison of a running HAProxy's structure with what is wanted: which listeners can be, and the reload. */
final class ProxyPass {
    private final WantedProxy wanted;
    private final ProxyFiles files;
    private final ProxySettings settings;
    private final RuntimeApi runtime;
    private final MasterApi master;
    private final Set<String> excluded = new HashSet<>();
    private final Map<String, Fault> faults = new HashMap<>();
    private final Refusals refusals;
    private final Instant now;
    private Routes routes;
    private Set<ServerPlan.Key> open = Set.of();
    private List<OldWorker> earlier = List.of();
    private String refusal;

    ProxyPass(WantedProxy wanted, ProxyFiles files, ProxySettings settings, Refusals refusals, Instant now) {
        this.wanted = wanted;
        this.files = files;
        this.settings = settings;
        this.refusals = refusals;
        this.now = now;
        this.routes = Routes.of(wanted, open, now);
        this.runtime = new RuntimeApi(files);
        this.master = new MasterApi(files);
        wanted.listeners().stream()
                .filter(listener -> listener.refused()
                        || refusals.barring(attempt(listener)).isPresent())
                .forEach(listener -> excluded.add(listener.id()));
    }

    /** Names a listener as it is wanted now. */
    private static String attempt(ListenerSettings listener) {
        return listener.id() + "@" + listener.generation();
    }

    /** Names the whole structure of this balancer. */
    private String attempt() {
        return wanted.balancer().id() + "@" + structure();
    }

    /** Looks at the running process, and asks for the ports that it does not have yet. */
    void look() throws InterruptedException {
        var stats = see();
        // Once for the pass: what is recorded in the end is what its reload made.
        routes = Routes.of(wanted, open, now);
        if (wanted.balancer().external()) {
            var ports = new Ports(new PortProbe(files), wanted.balancer().host());
            for (var listener : wanted.listeners()) {
                if (!listener.deleting()
                        && !excluded.contains(listener.id())
                        && !Ports.own(listener, wanted.listeners(), stats)) {
                    ports.fault(listener).ifPresent(fault -> exclude(listener.id(), fault));
                }
            }
        }
    }

    /** Reads the process; what is open now stays open in the file. */
    Stats see() {
        earlier = master.oldWorkers();
        var stats = runtime.stats().counting(earlier);
        open = stats.servers().stream()
                .filter(row -> !row.draining() && !row.maintenance())
                .map(row -> new ServerPlan.Key(row.backend(), row.name()))
                .collect(Collectors.toUnmodifiableSet());
        return stats;
    }

    ProxySetup setup() {
        return Setups.of(wanted, routes, excluded, open);
    }

    String structure() {
        return HaproxyConfig.digest(setup(), settings);
    }

    void writeStartFile() throws IOException {
        files.prepare();
        files.writeConfig(HaproxyConfig.render(setup().withoutFrontends(), settings));
    }

    /** Workers that still finish an earlier configuration, as seen last. */
    List<OldWorker> earlier() {
        return earlier;
    }

    /**
     * A restart comes up with what is true now; a file that HAProxy refused does not get there.
     *
     * @return whether the file was another
     */
    boolean writeFile() throws IOException {
        return refusal == null && files.writeConfig(HaproxyConfig.render(setup(), settings));
    }

    void saveServers() throws IOException {
        files.writeServersState(runtime.serversState());
    }

    /** Reloads without the listeners that HAProxy refuses. When it refuses something else, the file before is back. */
    void reload() throws IOException {
        var before = files.readConfig();
        while (true) {
            var text = HaproxyConfig.render(setup(), settings);
            files.writeConfig(text);
            var reload = master.reload();
            if (reload.done()) {
                refusals.over(attempt());
                return;
            }
            files.keepRefused(text);
            if (!blame(reload)) {
                if (before.isPresent()) {
                    files.writeConfig(before.get());
                }
                refusals.add(attempt(), reload.message());
                refusal = reload.message();
                return;
            }
        }
    }

    /** What is wanted and was refused so lately that it must wait, or null. */
    String barred() {
        var barring = refusals.barring(attempt());
        refusal = barring.map(Refusals.Refusal::reason).orElse(null);
        return barring.isPresent() ? structure() : null;
    }

    /** @return whether somebody was found to leave out */
    private boolean blame(MasterApi.Reload reload) {
        boolean found = false;
        for (var refused : reload.refused()) {
            var listener = wanted.listener(refused.frontend());
            if (listener.isEmpty() || excluded.contains(refused.frontend())) {
                continue;
            }
            boolean taken = refused.reason().contains("already in use");
            exclude(
                    refused.frontend(),
                    new Fault(
                            taken ? ListenerError.LISTENER_PORT_TAKEN : ListenerError.LISTENER_REFUSED,
                            refused.reason() + ". Choose another address or port"
                                    + (taken ? ", or free it: it is tried again, less and less often." : ".")));
            refusals.add(attempt(listener.get()), refused.reason());
            found = true;
        }
        return found;
    }

    private void exclude(String listener, Fault fault) {
        excluded.add(listener);
        faults.put(listener, fault);
    }

    /** Whether a listener waits for a target of its new pool. */
    boolean waiting() {
        return wanted.listeners().stream().anyMatch(listener -> !listener.deleting() && !routes.arrived(listener));
    }

    Routes routes() {
        return routes;
    }

    Instant now() {
        return now;
    }

    WantedProxy wanted() {
        return wanted;
    }

    RuntimeApi runtime() {
        return runtime;
    }

    /** Why the process is not what is wanted, in HAProxy's words; null when it is. */
    String refusal() {
        return refusal;
    }

    /** By listener; found in this pass. */
    Map<String, Fault> faults() {
        return Map.copyOf(faults);
    }

    boolean excluded(String listener) {
        return excluded.contains(listener);
    }
}
