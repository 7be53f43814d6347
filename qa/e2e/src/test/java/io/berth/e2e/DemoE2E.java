package io.berth.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** The command that a new user types first, as they type it. */
@Order(1)
class DemoE2E {

    private static final String BERTH = Checkout.root().resolve("berth").toString();

    @AfterAll
    static void nothingIsLeft() {
        Commands.run(BERTH, "demo", "--clean");
        assertThat(Berth.admin().scaler().has("/v1/groups/berth-demo")).isFalse();
        Inventory.awaitEqual();
    }

    @Test
    void theDemoGrowsAndShrinksWithoutLosingARequest() {
        var summary = JsonPath.from(Commands.run(BERTH, "demo", "-o", "json"));

        System.out.println("demo: " + summary.prettify());
        assertThat(summary.getBoolean("ok")).isTrue();
        assertThat(summary.getInt("failures")).isZero();
        assertThat(summary.getInt("visits"))
                .isEqualTo(summary.getInt("requests"))
                .isPositive();
        assertThat(summary.getInt("mostInstances")).isGreaterThan(2);
        assertThat(summary.<String>getList("functions.runtime")).containsExactly("nodejs24.x", "python3.13");
        assertThat(summary.getInt("facts")).isPositive();
        assertThat(summary.getList("missing")).isEmpty();
    }
}
