package io.berth.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** As {@link HeldRecordsE2E}, for volumes and for functions. */
@Order(6)
class HeldVolumesE2E {

    private static final String NAME = "e2e-held";
    private static final String SITE = "function-network";

    private final Berth berth = Berth.admin();

    @BeforeEach
    @AfterEach
    void clear() {
        berth.volume().remove("/v1/volumes/" + NAME);
        berth.function().remove("/v1/functions/" + NAME);
        Inventory.awaitEqual();
    }

    @ParameterizedTest
    @EnumSource
    void aVolumeBetweenTheEngineAndItsRecordIsAdoptedWithItsContentAndForgotten(Blow blow) {
        String id;
        try (var hold =
                new RecordHold("volume", "update", "volume", "new.status = 'READY' and old.status <> 'READY'")) {
            id = berth.volume().ask("/v1/volumes", Map.of("name", NAME)).getString("id");
            hold.awaitHeld();
            assertThat(Engine.only(Engine.volumes(), id)).isNotBlank();
            assertThat(Postgres.status("volume", "volume", id)).isEqualTo("PENDING");
            blow.strike("volume", hold);
        }
        berth.volume().awaitReady("/v1/volumes/" + NAME);
        assertThat(berth.volume().require("/v1/volumes/" + NAME).getString("engineName"))
                .isEqualTo(Engine.only(Engine.volumes(), id));

        try (var hold = new RecordHold("volume", "delete", "volume", "old.id = '" + id + "'")) {
            berth.volume().askRemoval("/v1/volumes/" + NAME);
            hold.awaitHeld();
            assertThat(Engine.volumes()).noneMatch(made -> made.owner().equals(id));
            assertThat(Postgres.status("volume", "volume", id)).isEqualTo("DELETING");
            blow.strike("volume", hold);
        }
        berth.volume().awaitGone("/v1/volumes/" + id);
        Ledger.assertNothingIsLost();
    }

    @ParameterizedTest
    @EnumSource
    void aFunctionBetweenItsNetworkAndItsRecordIsDeployedOnce(Blow blow) {
        String network;
        try (var hold =
                new RecordHold("function", "update", "function", "new.status = 'READY' and old.status <> 'READY'")) {
            String id = berth.function()
                    .ask("/v1/functions", Zip.nodeFunction(NAME))
                    .getString("id");
            hold.awaitHeld();
            network = Engine.only(Engine.networks(SITE), Suite.PROJECT);
            assertThat(Postgres.status("function", "function", id)).isEqualTo("PENDING");
            blow.strike("function", hold);
        }
        berth.function().awaitReady("/v1/functions/" + NAME);
        assertThat(Engine.only(Engine.networks(SITE), Suite.PROJECT)).isEqualTo(network);
        var answer = berth.function().post("/v1/functions/" + NAME + "/invocations", Map.of("name", "again"));
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        assertThat(answer.jsonPath().getString("hello")).isEqualTo("again");
        Ledger.assertNothingIsLost();
    }
}
