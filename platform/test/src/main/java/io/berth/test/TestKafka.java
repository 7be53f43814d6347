package io.berth.test;

import io.smallrye.reactive.messaging.kafka.companion.test.EmbeddedKafkaBroker;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

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

    /** Replaces what an earlier application of this JVM has written by nothing. */
    static void freshTopics(String bootstrap) {
        try (var admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap))) {
            var missing = new TreeMap<String, NewTopic>();
            FACTS.forEach(name -> missing.put(name, new NewTopic(name, 3, (short) 1)));
            STATES.forEach(name ->
                    missing.put(name, new NewTopic(name, 3, (short) 1).configs(Map.of("cleanup.policy", "compact"))));
            delete(admin, missing.keySet());
            // A busy broker lets go of names one by one, and may not even list what it has.
            for (int attempt = 1; !missing.isEmpty(); attempt++) {
                create(admin, missing, attempt);
                delete(admin, missing.keySet());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("topics not made", e);
        }
    }

    /** Takes out what it made. */
    private static void create(Admin admin, Map<String, NewTopic> missing, int attempt)
            throws InterruptedException, ExecutionException, TimeoutException {
        for (var answer : admin.createTopics(missing.values()).values().entrySet()) {
            if (unless(TopicExistsException.class, answer.getValue(), attempt)) {
                missing.remove(answer.getKey());
            } else {
                TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
            }
        }
    }

    private static void delete(Admin admin, Set<String> names)
            throws InterruptedException, ExecutionException, TimeoutException {
        for (var answer :
                admin.deleteTopics(Set.copyOf(names)).topicNameValues().values()) {
            unless(UnknownTopicOrPartitionException.class, answer, 1);
        }
    }

    /** False when it failed for that reason. */
    private static boolean unless(Class<?> reason, Future<Void> answer, int attempt)
            throws InterruptedException, ExecutionException, TimeoutException {
        try {
            answer.get(30, TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException e) {
            if (!reason.isInstance(e.getCause()) || attempt == ATTEMPTS) {
                throw e;
            }
            return false;
        }
    }
}
