package io.berth.scaler.sample;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.reactive.messaging.ce.IncomingCloudEventMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/**
 * Reads {@code berth.metric} from its end on: what was measured while nobody looked is of no use. A lost or unreadable sample
 * is left out; missing is not zero, and the policies know it.
 */
@ApplicationScoped
class MetricFeed {
    private static final Logger LOG = Logger.getLogger(MetricFeed.class);
    private static final String POOL_SAMPLED = "io.berth.pool.sampled.v1";

    private final PoolSamples samples;
    private final ObjectMapper json;

    MetricFeed(PoolSamples samples, ObjectMapper json) {
        this.samples = samples;
        this.json = json;
    }

    @Incoming("metrics")
    CompletionStage<Void> take(Message<byte[]> message) {
        message.getMetadata(IncomingCloudEventMetadata.class)
                .filter(event -> POOL_SAMPLED.equals(event.getType()))
                .ifPresent(event -> add(message.getPayload()));
        return message.ack();
    }

    private void add(byte[] sample) {
        try {
            samples.add(json.readValue(sample, PoolSample.class));
        } catch (IOException unreadable) {
            LOG.debugf("sample ignored reason=\"%s\"", unreadable.getMessage());
        }
    }
}
