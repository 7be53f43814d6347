package io.berth.e2e;

import io.berth.cli.demo.load.Exchange;
import io.berth.cli.demo.load.Load;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A network, a pool, a balancer with one HTTP listener, and a group of the sample app behind it. */
final class App implements AutoCloseable {

    private final Berth berth = Berth.admin();
    private final String name;
    private final int port;

    App(String name, int min, int max) {
        this.name = name;
        this.port = freePort();
        clear();
        berth.network().create("/v1/networks", Map.of("name", name, "driver", "bridge"));
        berth.balancer().create("/v1/pools", pool());
        berth.balancer().create("/v1/balancers", Map.of("name", name, "scheme", "EXTERNAL"));
        berth.balancer()
                .create(
                        "/v1/balancers/" + name + "/listeners",
                        Map.of("name", name, "protocol", "HTTP", "address", "127.0.0.1", "port", port, "pool", name));
        berth.scaler().create("/v1/groups", group(min, max));
    }

    private Map<String, Object> pool() {
        return Map.of(
                "name", name,
                "protocol", "HTTP",
                "algorithm", "WEIGHTED_ROUND_ROBIN",
                "drainTimeout", "20s",
                "healthCheck",
                        Map.of(
                                "protocol", "HTTP",
                                "path", "/healthz",
                                "expectedStatus", "200",
                                "interval", "500ms",
                                "timeout", "1s",
                                "rise", 2,
                                "fall", 3));
    }

    private Map<String, Object> group(int min, int max) {
        return Map.of(
                "name", name,
                "min", min,
                "max", max,
                "desired", min,
                "pool", name,
                "cooldown", "5s",
                "warmup", "3s",
                "template",
                        Map.of(
                                "image", SampleApp.pushed(),
                                "port", 8080,
                                "networks", List.of(name),
                                "stopGrace", "20s",
                                "resources", Map.of("cpus", 0.5, "memoryBytes", 64 << 20, "pids", 64)));
    }

    Berth berth() {
        return berth;
    }

    String name() {
        return name;
    }

    int port() {
        return port;
    }

    /** What the engine calls the app's network. */
    String engineNetwork() {
        return berth.network().require("/v1/networks/" + name).getString("engineName");
    }

    String groupId() {
        return berth.scaler().require("/v1/groups/" + name).getString("id");
    }

    String balancerId() {
        return berth.balancer().require("/v1/balancers/" + name).getString("id");
    }

    void track(int requestsPerTarget) {
        berth.scaler()
                .post(
                        "/v1/groups/" + name + "/policies",
                        Map.of(
                                "type",
                                "TARGET_TRACKING",
                                "metric",
                                "REQUESTS_PER_TARGET",
                                "target",
                                requestsPerTarget,
                                "scaleInWindow",
                                "15s"))
                .then()
                .statusCode(201);
    }

    void stopTracking() {
        berth.scaler()
                .list("/v1/groups/" + name + "/policies")
                .forEach(policy -> berth.scaler().remove("/v1/groups/" + name + "/policies/" + policy.get("name")));
    }

    void scale(int desired) {
        int status = berth.scaler()
                .post("/v1/groups/" + name + "/scale", Map.of("desired", desired))
                .statusCode();
        if (status >= 300) {
            throw new AssertionError("scale to " + desired + " was answered with " + status);
        }
    }

    List<Map<String, Object>> instances() {
        return berth.scaler().list("/v1/groups/" + name + "/instances").stream()
                .filter(instance -> !"TERMINATED".equals(instance.get("status")))
                .toList();
    }

    List<String> inService() {
        return instances().stream()
                .filter(instance -> "IN_SERVICE".equals(instance.get("status")))
                .map(instance -> (String) instance.get("id"))
                .toList();
    }

    /** Exactly so many instances serve, and the others are gone. */
    void awaitExactly(int count, int seconds) {
        Eventually.within(
                seconds,
                name + " has exactly " + count + " instances, all in service",
                () -> inService().size() == count && instances().size() == count);
    }

    Load load(double requestsPerSecond, int keptAlive, int fresh, Consumer<Exchange> observer) {
        var target = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        var prefix = name + "-" + Long.toString(System.nanoTime(), 36) + "-";
        return new Load(new Load.Plan(target, "/", keptAlive, fresh, prefix), requestsPerSecond, observer);
    }

    @Override
    public void close() {
        clear();
    }

    private void clear() {
        berth.scaler().remove("/v1/groups/" + name);
        if (berth.balancer().has("/v1/balancers/" + name)) {
            berth.balancer()
                    .list("/v1/balancers/" + name + "/listeners")
                    .forEach(listener -> berth.balancer().remove("/v1/listeners/" + listener.get("id")));
        }
        berth.balancer().remove("/v1/balancers/" + name);
        berth.balancer().remove("/v1/pools/" + name);
        berth.network().remove("/v1/networks/" + name);
    }

    static int freePort() {
        try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
