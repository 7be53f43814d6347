package io.berth.e2e;

import io.berth.cli.demo.load.HttpConnection;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;

/** A balancer with one pool whose targets the test makes itself. */
final class Front implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Service balancer = Berth.admin().balancer();
    private final String name;
    private final String protocol;

    Front(String name, String protocol, String algorithm) {
        this.name = name;
        this.protocol = protocol;
        clear();
        Map<String, Object> check = protocol.equals("HTTP")
                ? Map.of("protocol", "HTTP", "path", "/healthz", "interval", "300ms", "rise", 2, "fall", 2)
                : Map.of("protocol", "TCP", "interval", "300ms", "rise", 2, "fall", 2);
        balancer.create(
                "/v1/pools",
                Map.of(
                        "name", name,
                        "protocol", protocol,
                        "algorithm", algorithm,
                        "drainTimeout", "90s",
                        "healthCheck", check));
        balancer.create("/v1/balancers", Map.of("name", name, "scheme", "EXTERNAL"));
    }

    /** Adds a listener; where it listens. */
    InetSocketAddress listen(String listener) {
        int port = App.freePort();
        balancer.create(
                "/v1/balancers/" + name + "/listeners",
                Map.of(
                        "name", name + "-" + listener,
                        "protocol", protocol,
                        "address", "127.0.0.1",
                        "port", port,
                        "pool", name));
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** Adds a target and waits until it takes traffic. */
    void add(String target, int port, int weight) {
        balancer.create(targets(), Map.of("name", target, "address", "127.0.0.1", "port", port, "weight", weight));
        awaitStatus(target, "HEALTHY");
    }

    void weigh(String target, int weight) {
        int status = balancer.patch(targets() + "/" + target, Map.of("weight", weight))
                .statusCode();
        if (status != 200 && status != 202) {
            throw new AssertionError("a new weight was answered with " + status);
        }
    }

    /** Asks a target to go, and waits until it gets nothing new. */
    void drain(String target) {
        balancer.askRemoval(targets() + "/" + target);
        awaitStatus(target, "DRAINING");
    }

    void awaitStatus(String target, String status) {
        Eventually.within(60, target + " is " + status, () -> status(target).equals(status));
    }

    void awaitGone(String target) {
        balancer.awaitGone(targets() + "/" + target);
    }

    String status(String target) {
        return balancer.require(targets() + "/" + target).getString("status");
    }

    private String targets() {
        return "/v1/pools/" + name + "/targets";
    }

    /** Asks so many times over one kept-alive connection; each must be answered with 200. */
    static void ask(InetSocketAddress listener, int times) throws IOException {
        try (var connection = new HttpConnection(listener, PATIENCE)) {
            for (int i = 0; i < times; i++) {
                int status =
                        connection.get("/", Map.of("X-Request-Id", "w-" + i)).status();
                if (status != 200) {
                    throw new AssertionError("request " + i + " was answered with " + status);
                }
            }
        }
    }

    @Override
    public void close() {
        clear();
    }

    private void clear() {
        balancer.remove("/v1/balancers/" + name);
        balancer.remove("/v1/pools/" + name);
    }
}
