package io.berth.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Networks on the real engine. */
@Order(2)
class NetworkE2E {

    private final Berth berth = Berth.admin();

    @AfterEach
    void clear() {
        for (String name : List.of("e2e-net", "e2e-twin")) {
            berth.network().remove("/v1/networks/" + name);
        }
    }

    @Test
    void aNetworkIsOnTheEngineAndGoneWhenDeleted() {
        String id = berth.network()
                .create("/v1/networks", Map.of("name", "e2e-net", "driver", "bridge"))
                .getString("id");
        assertThat(Engine.networks()).anyMatch(made -> made.owner().equals(id));

        assertThat(berth.network().delete("/v1/networks/e2e-net").statusCode()).isEqualTo(204);

        assertThat(Engine.networks()).noneMatch(made -> made.owner().equals(id));
        assertThat(berth.network().get("/v1/networks/" + id).statusCode()).isEqualTo(404);
    }

    @Test
    void aNetworkThatWasRemovedBehindBerthsBackComesBack() {
        var network = berth.network().create("/v1/networks", Map.of("name", "e2e-net", "driver", "bridge"));
        String before = network.getString("engineId");
        String subnet = network.getString("subnets[0].cidr");

        Engine.removeNetwork(before);

        Eventually.within(60, "the network is back", () -> {
            var now = berth.network().require("/v1/networks/e2e-net");
            return "READY".equals(now.getString("status")) && !before.equals(now.getString("engineId"));
        });
        var now = berth.network().require("/v1/networks/e2e-net");
        assertThat(now.getString("subnets[0].cidr")).isEqualTo(subnet);
        assertThat(Engine.networks())
                .filteredOn(made -> made.owner().equals(network.getString("id")))
                .singleElement()
                .satisfies(made -> assertThat(made.engineId()).isEqualTo(now.getString("engineId")));
    }

    @Test
    void twoNetworksNeverShareAnAddress() {
        var one = berth.network().create("/v1/networks", Map.of("name", "e2e-net", "driver", "bridge"));
        var clash = berth.network()
                .post(
                        "/v1/networks",
                        Map.of(
                                "name", "e2e-twin",
                                "driver", "bridge",
                                "subnets", List.of(Map.of("cidr", one.getString("subnets[0].cidr")))));

        assertThat(clash.statusCode()).isIn(409, 422);
        assertThat(clash.contentType()).startsWith("application/problem+json");
    }
}
