package io.berth.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the demo plays on: network, volume, pool, balancer with a listener, and group. Made once, found again after. */
final class Stage {

    static final String NAME = "berth-demo";
    static final int MIN = 2;
    static final int MAX = 6;
    static final int PER_TARGET = 50;

    private static final int LAST_PORT_TRIED = 50;
    private static final Duration GONE_WITHIN = Duration.ofMinutes(3);

    private final Api api;
    private final Narrator narrator;

    Stage(Api api, Narrator narrator) {
        this.api = api;
        this.narrator = narrator;
    }

    /** Makes what is missing and returns the port on which the balancer listens. */
    int set(String image, int wantedPort) throws InterruptedException {
        network();
        if (api.knows("volume")) {
            volume();
        }
        pool();
        int port = listener(wantedPort);
        group(image);
        policy();
        return port;
    }

    private void network() {
        JsonNode network = ensure("network", "/v1/networks", NAME, Map.of("name", NAME, "driver", "bridge"));
        narrator.say(
                "network %s, subnet %s",
                NAME, network.path("subnets").path(0).path("cidr").asText("?"));
    }

    private void volume() {
        ensure("volume", "/v1/volumes", NAME, Map.of("name", NAME, "type", "local"));
        narrator.say("volume %s, in which all instances count their visits", NAME);
    }

    private void pool() {
        ensure(
                "balancer",
                "/v1/pools",
                NAME,
                Map.of(
                        "name", NAME,
                        "protocol", "HTTP",
                        "algorithm", "WEIGHTED_ROUND_ROBIN",
                        "drainTimeout", "20s",
                        "healthCheck",
                                Map.of(
                                        "protocol", "HTTP",
                                        "path", "/healthz",
                                        "expectedStatus", "200",
                                        "interval", "1s",
                                        "timeout", "1s",
                                        "rise", 2,
                                        "fall", 3)));
        narrator.say("pool %s, weighted round robin, each target checked at /healthz every second", NAME);
    }

    private int listener(int wantedPort) {
        ensure("balancer", "/v1/balancers", NAME, Map.of("name", NAME, "scheme", "EXTERNAL"));
        String listeners = "/v1/balancers/" + NAME + "/listeners";
        JsonNode known = api.get("balancer", listeners).path("items").path(0);
        if (!known.isMissingNode()) {
            int port = known.path("port").asInt();
            narrator.say("balancer %s, HTTP listener on 127.0.0.1:%d (there already)", NAME, port);
            return port;
        }
        int port = freePort(wantedPort);
        api.post(
                "balancer",
                listeners,
                Map.of("name", NAME, "protocol", "HTTP", "address", "127.0.0.1", "port", port, "pool", NAME));
        narrator.say("balancer %s, HTTP listener on 127.0.0.1:%d", NAME, port);
        return port;
    }

    private void group(String image) throws InterruptedException {
        Optional<JsonNode> known = api.find("scaler", "/v1/groups/" + NAME);
        if (known.isPresent() && known.get().at("/template/mounts").isEmpty() && api.knows("volume")) {
            narrator.say("group %s is an earlier demo's, without the volume", NAME);
            remove("scaler", "/v1/groups/" + NAME, "group " + NAME);
            known = Optional.empty();
        }
        if (known.isEmpty()) {
            narrator.say("group %s of %d to %d instances of %s …", NAME, MIN, MAX, image);
            api.post("scaler", "/v1/groups", wantedGroup(image));
        } else {
            narrator.say("group %s is there already", NAME);
        }
    }

    private Map<String, Object> wantedGroup(String image) {
        List<Map<String, String>> mounts =
                api.knows("volume") ? List.of(Map.of("volume", NAME, "path", "/data")) : List.of();
        Map<String, Object> template = Map.of(
                "image",
                image,
                "port",
                8080,
                "networks",
                List.of(NAME),
                "mounts",
                mounts,
                "stopGrace",
                "20s",
                "resources",
                Map.of("cpus", 0.5, "memoryBytes", 64 << 20, "pids", 64));
        return Map.of(
                "name",
                NAME,
                "min",
                MIN,
                "max",
                MAX,
                "desired",
                MIN,
                "pool",
                NAME,
                "cooldown",
                "10s",
                "warmup",
                "5s",
                "template",
                template);
    }

    private void policy() {
        String policies = "/v1/groups/" + NAME + "/policies";
        if (api.get("scaler", policies).path("items").isEmpty()) {
            api.post(
                    "scaler",
                    policies,
                    Map.of(
                            "type", "TARGET_TRACKING",
                            "metric", "REQUESTS_PER_TARGET",
                            "target", PER_TARGET,
                            "scaleInWindow", "20s"));
        }
        narrator.say("policy: %d requests per second for each instance", PER_TARGET);
    }

    private JsonNode ensure(String service, String collection, String name, Map<String, ?> wanted) {
        Optional<JsonNode> known = api.find(service, collection + "/" + name);
        return known.orElseGet(() -> api.post(service, collection, wanted));
    }

    /** The wanted port, or the next one that nobody on this machine listens on. */
    private static int freePort(int wanted) {
        for (int port = wanted; port < wanted + LAST_PORT_TRIED; port++) {
            try (var probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return probe.getLocalPort();
            } catch (IOException taken) {
                continue;
            }
        }
        throw new IllegalStateException("No port from " + wanted + " to " + (wanted + LAST_PORT_TRIED - 1)
                + " is free. Choose another with --port.");
    }

    /** Removes what {@link #set} made, users first. Returns how many things there were. */
    int clear() throws InterruptedException {
        int removed = 0;
        if (api.knows("function")) {
            for (String function : Functions.names()) {
                removed += remove("function", "/v1/functions/" + function, "function " + function);
            }
        }
        removed += remove("scaler", "/v1/groups/" + NAME, "group " + NAME);
        Optional<JsonNode> listeners = api.find("balancer", "/v1/balancers/" + NAME + "/listeners");
        for (JsonNode listener :
                listeners.map(found -> found.path("items")).map(List::of).orElse(List.of())) {
            for (JsonNode one : listener) {
                removed += remove("balancer", "/v1/listeners/" + one.path("id").asText(), "listener " + NAME);
            }
        }
        removed += remove("balancer", "/v1/balancers/" + NAME, "balancer " + NAME);
        removed += remove("balancer", "/v1/pools/" + NAME, "pool " + NAME);
        removed += remove("network", "/v1/networks/" + NAME, "network " + NAME);
        if (api.knows("volume")) {
            removed += remove("volume", "/v1/volumes/" + NAME, "volume " + NAME);
        }
        return removed + removeImage();
    }

    private int removeImage() {
        String repository = "/v1/repositories/default%2F" + NAME;
        if (api.find("image", repository + "/manifests/1").isEmpty()) {
            return 0;
        }
        api.delete("image", repository + "/tags/1");
        narrator.say("image tag %s:1 removed", NAME);
        return 1;
    }

    private int remove(String service, String path, String what) throws InterruptedException {
        if (api.find(service, path).isEmpty()) {
            return 0;
        }
        long end = System.nanoTime() + GONE_WITHIN.toNanos();
        while (api.find(service, path).isPresent()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("The " + what + " is still there after "
                        + GONE_WITHIN.toSeconds() + " s; its state is "
                        + api.get(service, path).path("status").asText() + ".");
            }
            askToRemove(service, path);
            Thread.sleep(Duration.ofMillis(500));
        }
        narrator.say("%s removed", what);
        return 1;
    }

    /** What still uses the thing may be on its way out: a conflict is no failure until the time is over. */
    private void askToRemove(String service, String path) {
        try {
            api.delete(service, path);
        } catch (Api.Refused refused) {
            if (refused.status() != 404 && refused.status() != 409) {
                throw refused;
            }
        }
    }
}
