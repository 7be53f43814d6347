package io.berth.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Functions in real instances, and nothing left of them. */
@Order(3)
class FunctionE2E {

    private static final String NAME = "e2e-function";

    private final Berth berth = Berth.admin();

    @BeforeEach
    @AfterEach
    void clear() {
        for (Berth tenant : List.of(Berth.admin(), Berth.other())) {
            tenant.function().remove("/v1/functions/" + NAME);
        }
        Commands.attempt("", "docker", "network", "rm", network());
    }

    @ParameterizedTest
    @CsvSource({"nodejs24.x, index.js, index.handler", "python3.13, main.py, main.handler"})
    void aFunctionIsStartedByARequestAndTellsItsOwnErrors(String runtime, String file, String handler) {
        String id = berth.function()
                .create("/v1/functions", Zip.function(NAME, runtime, file, handler))
                .getString("id");

        Response cold = invoke(Map.of("name", "first"));
        assertThat(cold.statusCode()).as(cold.asString()).isEqualTo(200);
        assertThat(cold.header("Berth-Start")).isEqualTo("cold");
        assertThat(cold.jsonPath().getString("hello")).isEqualTo("first");
        Response warm = invoke(Map.of("name", "second"));
        assertThat(warm.header("Berth-Start")).isEqualTo("warm");
        assertThat(warm.jsonPath().getString("hello")).isEqualTo("second");
        Response failed = invoke(Map.of("fail", true));
        assertThat(failed.statusCode()).isEqualTo(200);
        assertThat(failed.header("Berth-Function-Error")).isEqualTo("Unhandled");
        assertThat(failed.jsonPath().getString("errorMessage")).isEqualTo("as asked");
        berth.awaitFact("io.berth.invocation.completed", id);
        berth.awaitFact("io.berth.invocation.failed", id);

        berth.function().remove("/v1/functions/" + NAME);
        Eventually.within(
                60,
                "nothing is left of it",
                () -> Engine.networks("function-network").stream()
                        .noneMatch(made -> made.project().equals(Suite.PROJECT)));
    }

    @Test
    void aFunctionWhoseNetworksNameIsTakenFails() {
        Commands.run("docker", "network", "create", "--subnet", "10.251.9.0/24", network());

        Berth.other().function().post("/v1/functions", Zip.nodeFunction(NAME));

        var function = Berth.other().function().require("/v1/functions/" + NAME);
        assertThat(function.getString("status")).isEqualTo("FAILED");
        Berth.other().awaitFact("io.berth.function.failed", function.getString("id"));
    }

    private Response invoke(Map<String, Object> event) {
        return berth.function().post("/v1/functions/" + NAME + "/invocations", event);
    }

    /** As function-service names the network of the other project. */
    private static String network() {
        return "berth-" + Suite.installation() + "-functions-" + Suite.OTHER_PROJECT;
    }
}
