package io.berth.balancer.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.berth.balancer.ProxyStack;
import io.berth.outbox.Origin;
import io.berth.outbox.Outbox;
import io.berth.outbox.ReceivedFact;
import io.berth.test.BerthStack;
import io.berth.web.Tenant;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is remembered of groups and instances goes with them. */
@QuarkusTest
@QuarkusTestResource(BerthStack.class)
@QuarkusTestResource(ProxyStack.class)
class LeftoversTest {
    private static final Origin ORIGIN = new Origin("default", "c1", null, null);

    @Inject
    InstanceOrigins origins;

    @Inject
    InstanceOriginRepository rows;

    @Inject
    RejectionRepository rejections;

    @Inject
    Outbox outbox;

    @Inject
    Tenant tenant;

    @Test
    void whereAnInstanceCameFromIsForgottenWhenItIsTerminated() {
        tell("launched", "i_gone");
        assertThat(remembered("i_gone")).isEqualTo(1);

        tell("terminating", "i_gone");
        tell("terminated", "i_gone");

        assertThat(remembered("i_gone")).isZero();
    }

    @Test
    void whatWasRejectedIsForgottenWithItsGroup() {
        publish(Map.of(
                "group",
                "grp_gone",
                "groupName",
                "g",
                "pool",
                "never-made",
                "project",
                "default",
                "members",
                List.of(Map.of("instance", "i_r", "address", "10.9.0.1", "port", 80, "state", "IN"))));
        await().untilAsserted(() -> assertThat(rejected()).isEqualTo(1));

        publish(null);

        await().untilAsserted(() -> assertThat(rejected()).isZero());
    }

    private void tell(String what, String instance) {
        var fact = new ReceivedFact(
                "fact-" + what,
                "io.berth.instance." + what + ".v1",
                instance,
                "scaler",
                Instant.EPOCH,
                ORIGIN,
                JsonNodeFactory.instance.objectNode());
        tenant.run("default", () -> QuarkusTransaction.requiringNew().run(() -> origins.on(fact)));
    }

    private long remembered(String instance) {
        return tenant.call(
                "default", () -> QuarkusTransaction.requiringNew().call(() -> rows.count("instance", instance)));
    }

    private long rejected() {
        return tenant.call(
                "default",
                () -> QuarkusTransaction.requiringNew().call(() -> rejections.count("key.groupId", "grp_gone")));
    }

    private void publish(Object state) {
        QuarkusTransaction.requiringNew()
                .run(() -> outbox.publishState("berth.pool-members", "grp_gone", "g", state, ORIGIN));
    }
}
