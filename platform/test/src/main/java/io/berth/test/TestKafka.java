package io.berth.test;

import io.smallrye.reactive.messaging.kafka.companion.test.EmbeddedKafkaBroker;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/** One Kafka broker per JVM with Berth's topics, as {@code berth up} creates them. */
final class TestKafka {

    private static final String BOOTSTRAP = "berth.test.kafka.bootstrap";
    private static final List<String> FACTS = List.of(
            "berth.image",
            "berth.network",
            "berth.volume",
            "berth.balancer",
            "berth.scaler",
            "berth.function",
            "berth.metric",
            "berth.usage");
    private static final List<String> STATES =
            List.of("berth.pool-members", "berth.network-state", "berth.volume-state");

    private static final int ATTEMPTS = 200;
    private static final long PAUSE_MS = 100;

    private TestKafka() {}

    /** Address of the broker, started if need be. */
    static synchronized String start() {
        var known = System.getProperty(BOOTSTRAP);
        if (known != null) {
            return known;
        }
        var broker = new EmbeddedKafkaBroker()
                .withNodeId(1)
                .withAdditionalProperties(properties -> {
                    properties.put("auto.create.topics.enable", "false");
                    properties.put("group.initial.rebalance.delay.ms", "0");
                    properties.put("log.segment.delete.delay.ms", "1000");
                })
                .withDeleteLogDirsOnClose(true)
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "stop-kafka"));
        var bootstrap = broker.getAdvertisedListeners().replaceFirst("^.*://", "");
        System.setProperty(BOOTSTRAP, bootstrap);
        return bootstrap;
    }

    /** Deletes what an earlier application of this JVM has written. */
    static void freshTopics(String bootstrap) {
        try (var admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap))) {
            Set<String> present = admin.listTopics().names().get(10, TimeUnit.SECONDS);
            var ours = Stream.concat(FACTS.stream(), STATES.stream()).collect(Collectors.toSet());
            ours.retainAll(present);
            admin.deleteTopics(ours).all().get(10, TimeUnit.SECONDS);
            create(admin);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("topics not made", e);
        }
    }

    private static void create(Admin admin) throws InterruptedException, ExecutionException, TimeoutException {
        var missing = Stream.concat(
                        FACTS.stream().map(name -> new NewTopic(name, 3, (short) 1)),
                        STATES.stream()
                                .map(name ->
                                        new NewTopic(name, 3, (short) 1).configs(Map.of("cleanup.policy", "compact"))))
                .collect(Collectors.toCollection(ArrayList::new));
        // A deletion is under way until the broker has let go of the name; it does so one by one.
        for (int attempt = 1; !missing.isEmpty(); attempt++) {
            var answers = admin.createTopics(missing).values();
            for (var topic : List.copyOf(missing)) {
                if (created(answers.get(topic.name()), attempt)) {
                    missing.remove(topic);
                }
            }
            TimeUnit.MILLISECONDS.sleep(missing.isEmpty() ? 0 : PAUSE_MS);
        }
    }

    private static boolean created(Future<Void> answer, int attempt)
            throws InterruptedException, ExecutionException, TimeoutException {
        try {
            answer.get(10, TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException) || attempt == ATTEMPTS) {
                throw e;
            }
            return false;
        }
    }
}
