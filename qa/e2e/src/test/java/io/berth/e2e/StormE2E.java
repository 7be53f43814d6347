package io.berth.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * Sixteen clients create and delete everything at random, on the same few names, so that they are in each other's way all
 * the time. For a minute, or as long as {@code -Dberth.e2e.storm=PT5M} says.
 */
@Order(7)
class StormE2E {

    private static final int CLIENTS = 16;
    private static final Duration LASTS = Duration.parse(System.getProperty("berth.e2e.storm", "PT1M"));

    private static final int FIRST_PORT = 17_091;

    /** A machine that has no time left may say so, with Retry-After; but seldom. */
    private static final int BUSY = 503;

    /** Few enough for two cores: groups and balancers are containers. */
    private static final List<String> NAMES = List.of("e2e-storm-a", "e2e-storm-b", "e2e-storm-c");

    private final Berth berth = Berth.admin();
    private final Map<String, AtomicInteger> answers = new ConcurrentHashMap<>();
    private final AtomicInteger busy = new AtomicInteger();
    private final ConcurrentLinkedQueue<String> unheardOf = new ConcurrentLinkedQueue<>();
    private final Registry tags = new Registry("default/e2e-app");
    private Response manifest;

    @BeforeEach
    void prepare() {
        SampleApp.pushed();
        manifest = tags.manifest("1");
        clear();
    }

    @AfterEach
    void clear() {
        NAMES.forEach(name -> berth.scaler().remove("/v1/groups/" + name));
        NAMES.forEach(name -> berth.balancer().remove("/v1/balancers/" + name));
        Eventually.within(
                120,
                "no build waits or runs",
                () -> berth.image().list("/v1/builds").stream()
                        .noneMatch(build -> List.of("QUEUED", "RUNNING").contains(build.get("status"))));
        NAMES.forEach(name -> berth.balancer().remove("/v1/pools/" + name));
        NAMES.forEach(name -> berth.network().remove("/v1/networks/" + name));
        NAMES.forEach(name -> berth.volume().remove("/v1/volumes/" + name));
        NAMES.forEach(name -> berth.function().remove("/v1/functions/" + name));
        NAMES.forEach(tags::remove);
        Inventory.awaitEqual();
    }

    @Test
    void sixteenClientsAtRandomLeaveTheEngineAsTheDatabasesSay() throws InterruptedException {
        long seed = System.nanoTime();
        long end = System.nanoTime() + LASTS.toNanos();
        List<Thread> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            var random = new Random(seed + i);
            clients.add(Thread.startVirtualThread(() -> {
                while (System.nanoTime() < end) {
                    act(random);
                }
            }));
        }
        for (Thread client : clients) {
            client.join();
        }
        System.out.println("storm with seed " + seed + ": " + new TreeMap<>(answers));

        assertThat(unheardOf).as("answers that no client should get").isEmpty();
        assertThat(busy.get() * 100)
                .as("%d clients were asked to come again", busy.get())
                .isLessThanOrEqualTo(
                        answers.values().stream().mapToInt(AtomicInteger::get).sum());
        Inventory.awaitEqual();
        Ledger.assertNothingIsLost();
    }

    private void act(Random random) {
        String name = NAMES.get(random.nextInt(NAMES.size()));
        boolean create = random.nextInt(5) < 3;
        try {
            switch (random.nextInt(21) / 2) {
                case 0 -> note("network", create, berth.network(), "/v1/networks", name, Map.of("name", name));
                case 1 -> note("volume", create, berth.volume(), "/v1/volumes", name, Map.of("name", name));
                case 2 -> note("pool", create, berth.balancer(), "/v1/pools", name, Map.of("name", name));
                case 3 -> note("balancer", create, berth.balancer(), "/v1/balancers", name, Map.of("name", name));
                case 4 -> note("group", create, berth.scaler(), "/v1/groups", name, group(name));
                case 5 -> note("function", create, berth.function(), "/v1/functions", name, Zip.nodeFunction(name));
                case 6 ->
                    note("target", create, berth.balancer(), "/v1/pools/" + name + "/targets", name, target(name));
                case 7 -> listener(create, name);
                case 8 -> endpoint(create, name, NAMES.get(random.nextInt(NAMES.size())));
                // Seldom: each takes a core for a while.
                case 10 -> build(create, name);
                default -> note("tag", create, create ? tags.put(name, manifest) : tags.remove(name));
            }
        } catch (RuntimeException broken) {
            unheardOf.add(broken.toString());
        }
    }

    /** Known by its id alone. */
    private void listener(boolean create, String name) {
        int port = FIRST_PORT + NAMES.indexOf(name);
        String path = "/v1/balancers/" + name + "/listeners";
        if (create) {
            var wanted = Map.of("name", name, "protocol", "HTTP", "address", "127.0.0.1", "port", port, "pool", name);
            note("listener", true, berth.balancer().offer(path, wanted));
        } else {
            first(berth.balancer(), path)
                    .ifPresent(
                            one -> note("listener", false, berth.balancer().dismiss("/v1/listeners/" + one.get("id"))));
        }
    }

    /** An instance of one group on the network of another. */
    private void endpoint(boolean create, String name, String group) {
        String path = "/v1/networks/" + name + "/endpoints";
        if (!create) {
            note("endpoint", false, berth.network().dismiss(path + "/" + name));
            return;
        }
        first(berth.scaler(), "/v1/groups/" + group + "/instances")
                .map(instance -> instance.get("containerId"))
                .ifPresent(container -> note(
                        "endpoint", true, berth.network().offer(path, Map.of("name", name, "container", container))));
    }

    private void build(boolean create, String name) {
        if (create) {
            String dockerfile = "FROM %s\nRUN : %d\n".formatted(Suite.baseImage(), System.nanoTime());
            var wanted = Map.of("tag", "default/" + name + ":1", "dockerfile", dockerfile);
            note("build", true, berth.image().offer("/v1/builds", wanted));
        } else {
            first(berth.image(), "/v1/builds")
                    .ifPresent(one -> note("build", false, berth.image().dismiss("/v1/builds/" + one.get("id"))));
        }
    }

    /** One of a list that may be gone by now. */
    private static Optional<Map<String, Object>> first(Service service, String path) {
        Response answer = service.get(path + "?limit=1");
        return answer.statusCode() == 200
                ? answer.jsonPath().<Map<String, Object>>getList("items").stream()
                        .findFirst()
                : Optional.empty();
    }

    private void note(String kind, boolean create, Service service, String path, String name, Object body) {
        note(kind, create, create ? service.offer(path, body) : service.dismiss(path + "/" + name));
    }

    private void note(String kind, boolean create, int status) {
        answers.computeIfAbsent((create ? "create " : "delete ") + kind + " " + status, ignored -> new AtomicInteger())
                .incrementAndGet();
        if (status == BUSY) {
            busy.incrementAndGet();
        } else if (status >= 500 || status == 400 || status == 401 || status == 403) {
            unheardOf.add((create ? "create " : "delete ") + kind + " was answered with " + status);
        }
    }

    private static Map<String, Object> target(String name) {
        return Map.of("name", name, "address", "10.251.12.9", "port", 8080);
    }

    private static Map<String, Object> group(String name) {
        return Map.of(
                "name",
                name,
                "min",
                0,
                "max",
                1,
                "desired",
                1,
                "pool",
                name,
                "template",
                Map.of(
                        "image",
                        SampleApp.IMAGE,
                        "port",
                        8080,
                        "networks",
                        List.of(name),
                        "stopGrace",
                        "1s",
                        "mounts",
                        List.of(Map.of("volume", name, "path", "/data"))));
    }
}
