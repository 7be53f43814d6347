package io.berth.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** What seldom goes wrong, made to go wrong for real: it is told, and it mends itself where it can. */
@Order(3)
class RareFactsE2E {

    private static final String NAME = "e2e-rare";
    private static final String SUBNET = "10.251.7.0/24";

    private final Berth berth = Berth.admin();

    @BeforeEach
    @AfterEach
    void clear() {
        Commands.attempt("", "docker", "network", "rm", NAME + "-squatter");
        berth.scaler().remove("/v1/groups/" + NAME);
        berth.balancer().remove("/v1/balancers/" + NAME);
        berth.balancer().remove("/v1/pools/" + NAME);
        berth.network().remove("/v1/networks/" + NAME);
    }

    @Test
    void aNetworkWhoseSubnetIsTakenAtTheLastMomentFails() {
        CompletableFuture<Integer> asked;
        try (var hold = new RecordHold("network", "insert", "network", "new.name = '" + NAME + "'")) {
            asked = Background.supply(() -> berth.network()
                    .post("/v1/networks", Map.of("name", NAME, "subnets", List.of(Map.of("cidr", SUBNET))))
                    .statusCode());
            hold.awaitHeld();
            Commands.run("docker", "network", "create", "--subnet", SUBNET, NAME + "-squatter");
        }
        assertThat(asked.join()).isGreaterThanOrEqualTo(400);

        var network = berth.network().require("/v1/networks/" + NAME);
        assertThat(network.getString("status")).isEqualTo("FAILED");
        assertThat(network.getString("statusReason")).isNotBlank();
        berth.awaitFact("io.berth.network.failed", network.getString("id"));
    }

    @Test
    void aBalancerWhoseContainersNameIsTakenFailsAndComesBack() {
        String id = berth.balancer()
                .create("/v1/balancers", Map.of("name", NAME, "scheme", "EXTERNAL"))
                .getString("id");
        String proxy = Engine.containers("balancer").stream()
                .filter(made -> made.owner().equals(id))
                .findFirst()
                .orElseThrow()
                .engineId();
        String name = Commands.run("docker", "inspect", "--format", "{{.Name}}", proxy)
                .substring(1);
        String image = Commands.run("docker", "inspect", "--format", "{{.Config.Image}}", proxy);
        String service = Engine.serviceContainer("balancer");
        Commands.run("docker", "pause", service);
        try {
            Commands.run("docker", "rm", "--force", proxy);
            Commands.run("docker", "create", "--name", name, image, "true");
        } finally {
            Commands.run("docker", "unpause", service);
        }
        berth.awaitFact("io.berth.balancer.failed", id);
        assertThat(berth.balancer().require("/v1/balancers/" + NAME).getString("statusReason"))
                .isNotBlank();

        Commands.run("docker", "rm", name);
        berth.balancer().awaitReady("/v1/balancers/" + NAME);
        Inventory.awaitEqual();
    }

    @Test
    void membersOfAPoolThatDoesNotExistAreRejectedUntilItDoes() {
        group(Map.of("pool", NAME));
        Eventually.within(
                120,
                "the rejection is told",
                () -> !berth.facts("io.berth.target.rejected").isEmpty());

        berth.balancer().create("/v1/pools", Map.of("name", NAME));
        Eventually.within(
                60,
                "its instance is a target",
                () -> berth.balancer().list("/v1/pools/" + NAME + "/targets").size() == 1);
    }

    @Test
    void anInstanceThatSaysItIsSickIsUnhealthyUntilItIsWellAgain() {
        group(Map.of("healthGrace", "300s"));
        berth.scaler().awaitReady("/v1/groups/" + NAME);
        Map<String, Object> instance = instance();
        String container = (String) instance.get("containerId");

        Commands.run("docker", "exec", container, "touch", "/tmp/sick");
        berth.awaitFact("io.berth.instance.unhealthy", (String) instance.get("id"));
        assertThat(instance().get("status")).isEqualTo("UNHEALTHY");

        Commands.run("docker", "exec", container, "rm", "/tmp/sick");
        Eventually.within(
                60, "it serves again", () -> "IN_SERVICE".equals(instance().get("status")));
        assertThat(instance().get("id")).isEqualTo(instance.get("id"));
    }

    private Map<String, Object> instance() {
        return berth.scaler().list("/v1/groups/" + NAME + "/instances").getFirst();
    }

    /** A group of one, whose instance is sick as long as there is a certain file. */
    private void group(Map<String, Object> more) {
        berth.network().create("/v1/networks", Map.of("name", NAME));
        Map<String, Object> check =
                Map.of("command", List.of("test", "!", "-e", "/tmp/sick"), "interval", "1s", "retries", 1);
        Map<String, Object> template =
                Map.of("image", SampleApp.pushed(), "port", 8080, "networks", List.of(NAME), "healthCheck", check);
        Map<String, Object> group = new HashMap<>(Map.of("name", NAME, "min", 1, "max", 1, "template", template));
        group.putAll(more);
        berth.scaler().ask("/v1/groups", group);
    }
}
