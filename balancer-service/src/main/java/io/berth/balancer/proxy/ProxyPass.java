package io.berth.balancer.proxy;

import io.berth.balancer.haproxy.HaproxyConfig;
import io.berth.balancer.haproxy.MasterApi;
import io.berth.balancer.haproxy.ProxyFiles;
import io.berth.balancer.haproxy.ProxyRefusal;
import io.berth.balancer.haproxy.ProxySettings;
import io.berth.balancer.haproxy.ProxySetup;
import io.berth.balancer.haproxy.RuntimeApi;
import io.berth.balancer.haproxy.Stats;
import io.berth.balancer.listener.ListenerError;
import io.berth.balancer.listener.ListenerSettings;
import io.berth.web.ErrorCode;
import java.io.IOException;
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
    private Set<ServerPlan.Key> open = Set.of();

    /** Why a listener cannot be. */
    record Fault(ErrorCode cause, String reason) {}

    ProxyPass(WantedProxy wanted, ProxyFiles files, ProxySettings settings) {
        this.wanted = wanted;
        this.files = files;
        this.settings = settings;
        this.runtime = new RuntimeApi(files);
        this.master = new MasterApi(files);
        wanted.listeners().stream().filter(ListenerSettings::refused).forEach(listener -> excluded.add(listener.id()));
    }

    /** Looks at the running process, and asks for the ports that it does not have yet. */
    void look() throws InterruptedException {
        var stats = see();
        if (wanted.balancer().external()) {
            for (var listener : wanted.listeners()) {
                if (!listener.deleting()
                        && !listener.refused()
                        && !stats.hasFrontend(listener.id())
                        && !served(listener, wanted.listeners(), stats)) {
                    askForPort(listener);
                }
            }
        }
    }

    /**
     * A reload that cannot bind pauses every listener of the proxy for two seconds, so somebody else's port is not even
     * tried.
     */
    private void askForPort(ListenerSettings listener) throws InterruptedException {
        var address = probed(listener);
        if (runtime.accepts(address, listener.port())) {
            exclude(
                    listener.id(),
                    ListenerError.LISTENER_PORT_TAKEN,
                    "something else listens on port %d of %s".formatted(listener.port(), listener.address()));
        }
    }

    /** Whether this proxy itself would answer there, for a listener that is leaving: the reload hands the port over. */
    static boolean served(ListenerSettings listener, List<ListenerSettings> listeners, Stats stats) {
        return listeners.stream()
                .filter(other -> other.port() == listener.port() && stats.hasFrontend(other.id()))
                .anyMatch(
                        other -> other.address().equals("*") || other.address().equals(probed(listener)));
    }

    private static String probed(ListenerSettings listener) {
        return listener.address().equals("*") ? "127.0.0.1" : listener.address();
    }

    /** Reads the process; what is open now stays open in the file. */
    Stats see() {
        var stats = runtime.stats();
        open = stats.servers().stream()
                .filter(row -> !row.draining() && !row.maintenance())
                .map(row -> new ServerPlan.Key(row.backend(), row.name()))
                .collect(Collectors.toUnmodifiableSet());
        return stats;
    }

    ProxySetup setup() {
        return Setups.of(wanted, excluded, open);
    }

    String structure() {
        return HaproxyConfig.digest(setup(), settings);
    }

    void writeStartFile() throws IOException {
        files.prepare();
        files.writeConfig(HaproxyConfig.render(setup().withoutFrontends(), settings));
    }

    /** A restart comes up with what is true now. @return whether the file was another */
    boolean writeFile() throws IOException {
        return files.writeConfig(HaproxyConfig.render(setup(), settings));
    }

    void saveServers() throws IOException {
        files.writeServersState(runtime.serversState());
    }

    /**
     * Reloads without the listeners that HAProxy refuses.
     *
     * @throws ProxyRefusal when it refuses something else; the file before is back then
     */
    void reload() throws IOException {
        var before = files.readConfig();
        while (true) {
            var text = HaproxyConfig.render(setup(), settings);
            files.writeConfig(text);
            var reload = master.reload();
            if (reload.done()) {
                return;
            }
            files.keepRefused(text);
            if (!blame(reload)) {
                if (before.isPresent()) {
                    files.writeConfig(before.get());
                }
                throw new ProxyRefusal("reload", reload.message());
            }
        }
    }

    /** @return whether somebody was found to leave out */
    private boolean blame(MasterApi.Reload reload) {
        boolean found = false;
        for (var refused : reload.refused()) {
            var cause = refused.reason().contains("already in use")
                    ? ListenerError.LISTENER_PORT_TAKEN
                    : ListenerError.LISTENER_REFUSED;
            if (!excluded.contains(refused.frontend())) {
                exclude(refused.frontend(), cause, refused.reason());
                found = true;
            }
        }
        return found;
    }

    private void exclude(String listener, ErrorCode cause, String reason) {
        excluded.add(listener);
        faults.put(listener, new Fault(cause, reason));
    }

    WantedProxy wanted() {
        return wanted;
    }

    RuntimeApi runtime() {
        return runtime;
    }

    MasterApi master() {
        return master;
    }

    /** By listener; found in this pass. */
    Map<String, Fault> faults() {
        return Map.copyOf(faults);
    }

    boolean excluded(String listener) {
        return excluded.contains(listener);
    }
}
