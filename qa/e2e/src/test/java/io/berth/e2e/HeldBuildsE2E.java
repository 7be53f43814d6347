package io.berth.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** As {@link HeldRecordsE2E}, for builds: the engine has built and pushed, and nobody has written that down. */
@Order(6)
class HeldBuildsE2E {

    private static final String REPOSITORY = "default/e2e-held-build";

    private final Berth berth = Berth.admin();

    @ParameterizedTest
    @EnumSource
    void aBuildBetweenItsPushAndItsRecordEndsWell(Blow blow) {
        String tag = blow.name().toLowerCase(Locale.ROOT);
        var registry = new Registry(REPOSITORY);
        String id;
        try (var hold = new RecordHold("image", "update", "build", "new.status = 'SUCCEEDED'")) {
            id = berth.image()
                    .ask("/v1/builds", Map.of("tag", REPOSITORY + ":" + tag, "dockerfile", dockerfile()))
                    .getString("id");
            hold.awaitHeld();
            assertThat(registry.manifest(tag).statusCode()).isEqualTo(200);
            assertThat(Postgres.status("image", "build", id)).isEqualTo("RUNNING");
            blow.strike("image", hold);
        }
        berth.awaitFact("io.berth.build.succeeded", id);
        var build = berth.image().require("/v1/builds/" + id);
        assertThat(build.getString("status")).isEqualTo("SUCCEEDED");
        assertThat(build.getString("imageDigest"))
                .isEqualTo(registry.manifest(tag).header("Docker-Content-Digest"));
        registry.remove(tag);
        Ledger.assertNothingIsLost();
    }

    /** Another one each time, so that no cache answers. */
    private static String dockerfile() {
        return "FROM " + Suite.baseImage() + "\nRUN echo " + System.nanoTime() + " > /built\n";
    }
}
