package io.berth.scaler;

import com.github.f4b6a3.tsid.TsidCreator;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.kafka.CloudEventSerializer;
import java.net.URI;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.ConfigProvider;

/** The other services, as far as this one hears of them: facts put on the real Kafka. */
public final class Outside implements AutoCloseable {
    private final KafkaProducer<String, CloudEvent> producer = new KafkaProducer<>(
            Map.of(
                    ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                    ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class)),
            new StringSerializer(),
            new CloudEventSerializer());

    /** network-service says that a network is there; on every host when that is null. */
    void network(String project, String name, String engineName, String host) {
        var id = "net_" + name;
        var state = """
            {"id":"%s","name":"%s","project":"%s","driver":"bridge","engineName":"%s","engineId":"n1",
             "host":%s,"internal":false,"status":"READY","subnets":["10.9.0.0/24"]}\
            """.formatted(id, name, project, engineName, host == null ? null : "\"" + host + "\"");
        send("berth.network-state", "io.berth.network.state.v1", id, project, name, state);
    }

    /** volume-service says how a volume stands. */
    public void volume(String project, String name, String host, String status) {
        var id = "vol_" + project + name;
        var reason = "FAILED".equals(status) ? "\"as the test wants\"" : "null";
        var state = """
            {"id":"%s","name":"%s","project":"%s","type":"local","engineName":"b-%s","host":"%s","status":"%s",
             "statusReason":%s}\
            """.formatted(id, name, project, name, host, status, reason);
        send("berth.volume-state", "io.berth.volume.state.v1", id, project, name, state);
    }

    /** balancer-service says something of an instance's target; the fact's id. */
    public String target(String word, String project, String instance) {
        var target = "tgt_" + instance;
        var fact = """
            {"target":"%s","name":"t","pool":"pool_1","poolName":"web","address":"10.9.0.2","port":8080,
             "instance":"%s","group":"grp_1","reason":"as the test wants"}\
            """.formatted(target, instance);
        return send("berth.balancer", "io.berth.target." + word + ".v1", target, project, null, fact);
    }

    /** One second of the pool {@code web}: each instance serves that many requests. */
    void sample(String project, List<String> instances, double requestsEach) {
        var targets = instances.stream()
                .map(id -> """
                    {"target":"tgt_%s","instance":"%s","requestRate":%s,"inflight":1,"status":"HEALTHY"}\
                    """.formatted(id, id, requestsEach))
                .collect(Collectors.joining(","));
        var sample = """
            {"pool":"pool_1","poolName":"web","project":"%s","at":"%s","requestRate":%s,"inflight":1,"queued":0,
             "latencyP95Ms":null,"targets":%d,"healthyTargets":%d,"perTarget":[%s]}\
            """.formatted(
                        project,
                        OffsetDateTime.now(ZoneOffset.UTC),
                        requestsEach * instances.size(),
                        instances.size(),
                        instances.size(),
                        targets);
        send("berth.metric", "io.berth.pool.sampled.v1", "pool_1", project, null, sample);
    }

    /** One second of requests at the pool {@code web} that nobody answers. */
    void knock(String project, double requests) {
        var sample = """
            {"pool":"pool_1","poolName":"web","project":"%s","at":"%s","requestRate":%s,"inflight":0,"queued":0,
             "latencyP95Ms":null,"targets":0,"healthyTargets":0,"perTarget":[]}\
            """.formatted(project, OffsetDateTime.now(ZoneOffset.UTC), requests);
        send("berth.metric", "io.berth.pool.sampled.v1", "pool_1", project, null, sample);
    }

    private String send(String topic, String type, String key, String project, String name, String data) {
        // Ids grow, as those of all services do: an older state never replaces a newer one.
        var id = TsidCreator.getTsid().toLowerCase();
        var event = CloudEventBuilder.v1()
                .withId(id)
                .withSource(URI.create("/berth/outside"))
                .withType(type)
                .withSubject(key)
                .withTime(OffsetDateTime.now(ZoneOffset.UTC))
                .withExtension("project", project)
                .withExtension("correlationid", "outside-" + id)
                .withDataContentType("application/json")
                .withData(data.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        if (name != null) {
            event.withExtension("name", name);
        }
        try {
            producer.send(new ProducerRecord<>(topic, key, event.build())).get(10, TimeUnit.SECONDS);
            return id;
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            throw new AssertionError("not sent to " + topic, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
