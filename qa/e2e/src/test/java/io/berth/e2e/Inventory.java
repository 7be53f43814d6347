package io.berth.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/** Whether the engine holds exactly what the services' databases say, kind by kind. */
final class Inventory {

    private Inventory() {}

    /** Converges within two minutes, or fails and prints both sides. */
    static void awaitEqual() {
        Awaitility.await("the engine holds what the databases say")
                .atMost(Duration.ofMinutes(2))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(Inventory::assertEqual);
    }

    private static void assertEqual() {
        List<Berth> tenants = List.of(Berth.admin(), Berth.other());
        assertThat(engine(Engine.networks()))
                .as("networks: engine, and database")
                .isEqualTo(networks(tenants));
        assertThat(engine(Engine.volumes())).as("volumes: engine, and database").isEqualTo(volumes(tenants));
        assertThat(engine(Engine.containers("balancer")))
                .as("balancers: engine, and database")
                .isEqualTo(balancers(tenants));
        assertThat(engine(Engine.containers("instance")))
                .as("instances: engine, and database")
                .isEqualTo(instances(tenants));
        endpoints(tenants)
                .forEach((container, networks) -> assertThat(Engine.networksOf(container))
                        .as("networks of the container %s, and its endpoints", container)
                        .containsAll(networks));
        assertThat(projects(Engine.networks("function-network")))
                .as("projects with a network for functions: engine, and database")
                .isEqualTo(functionProjects(tenants));
        assertThat(functionProjects(tenants))
                .as("projects with functions, and those with instances of functions")
                .containsAll(projects(Engine.containers("function-instance")));
    }

    private static TreeSet<String> projects(List<Engine.Made> found) {
        return found.stream().map(Engine.Made::project).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Functions share one network per project, and a pool of instances. */
    private static TreeSet<String> functionProjects(List<Berth> tenants) {
        return tenants.stream()
                .flatMap(tenant -> tenant.function().list("/v1/functions").stream())
                .map(function -> (String) function.get("project"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static TreeSet<String> engine(List<Engine.Made> found) {
        var all = new TreeSet<String>();
        for (Engine.Made made : found) {
            assertThat(all.add(made.project() + " " + made.owner() + " " + made.name()))
                    .as("two objects of the engine for %s", made)
                    .isTrue();
        }
        return all;
    }

    private static TreeSet<String> networks(List<Berth> tenants) {
        var all = new TreeSet<String>();
        for (Berth tenant : tenants) {
            tenant.network().list("/v1/networks").stream()
                    .filter(network -> !List.of("host", "none").contains(network.get("name")))
                    .forEach(network -> all.add(line(network)));
        }
        return all;
    }

    /** Engine names of the networks on which a container has an endpoint that is up, by container. */
    private static Map<String, Set<String>> endpoints(List<Berth> tenants) {
        Map<String, Set<String>> all = new HashMap<>();
        for (Berth tenant : tenants) {
            for (Map<String, Object> network : tenant.network().list("/v1/networks")) {
                if (network.get("engineId") != null) {
                    tenant.network().list("/v1/networks/" + network.get("id") + "/endpoints").stream()
                            .filter(endpoint -> "READY".equals(endpoint.get("status")))
                            .forEach(endpoint -> all.computeIfAbsent(
                                            (String) endpoint.get("container"), container -> new TreeSet<>())
                                    .add((String) network.get("engineName")));
                }
            }
        }
        return all;
    }

    private static TreeSet<String> volumes(List<Berth> tenants) {
        var all = new TreeSet<String>();
        tenants.forEach(tenant -> tenant.volume().list("/v1/volumes").forEach(volume -> all.add(line(volume))));
        return all;
    }

    private static TreeSet<String> balancers(List<Berth> tenants) {
        var all = new TreeSet<String>();
        tenants.forEach(tenant -> tenant.balancer().list("/v1/balancers").forEach(balancer -> all.add(line(balancer))));
        return all;
    }

    private static TreeSet<String> instances(List<Berth> tenants) {
        List<Map<String, Object>> found = new ArrayList<>();
        for (Berth tenant : tenants) {
            for (Map<String, Object> group : tenant.scaler().list("/v1/groups")) {
                found.addAll(tenant.scaler().list("/v1/groups/" + group.get("id") + "/instances"));
            }
        }
        var all = new TreeSet<String>();
        found.stream()
                .filter(instance -> !"TERMINATED".equals(instance.get("status")))
                .forEach(instance -> all.add(line(instance)));
        return all;
    }

    private static String line(Map<String, Object> resource) {
        return resource.get("project") + " " + resource.get("id") + " " + resource.get("name");
    }
}
