package io.berth.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Whoever reaches the broker may not say what only a service may. */
@Order(2)
class ForgeryE2E {

    private static final String TOPIC = "berth.scaler";

    @Test
    void whoMayReadMayNotWrite() {
        assertThat(refusal(Topics.settings(Topics.watchersPassword()))).isInstanceOf(TopicAuthorizationException.class);
    }

    @Test
    void aWrongPasswordIsRefused() {
        assertThat(refusal(Topics.settings("guessed"))).isInstanceOf(SaslAuthenticationException.class);
    }

    /** The broker closes such a connection without a word, so the client gives up only when its time is over. */
    @Test
    void nobodyComesInWithoutAName() {
        Map<String, Object> settings = Topics.settings("");
        settings.put("security.protocol", "PLAINTEXT");

        assertThat(refusal(settings)).isInstanceOf(TimeoutException.class);
    }

    private static Throwable refusal(Map<String, Object> settings) {
        // Else it is refused for that already.
        settings.put("enable.idempotence", "false");
        settings.put("max.block.ms", "5000");
        settings.put("delivery.timeout.ms", "6000");
        settings.put("request.timeout.ms", "5000");
        settings.put("linger.ms", "0");
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            Throwable refused = catchThrowable(() ->
                    producer.send(new ProducerRecord<>(TOPIC, "forged", "{}")).get(20, TimeUnit.SECONDS));
            producer.close(Duration.ZERO);
            return refused == null || refused.getCause() == null ? refused : refused.getCause();
        }
    }
}
