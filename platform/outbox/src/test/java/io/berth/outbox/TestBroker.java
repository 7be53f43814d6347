package io.berth.outbox;

import io.smallrye.reactive.messaging.kafka.companion.test.EmbeddedKafkaBroker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** A Kafka broker that can be stopped and started again with the same address and the same log. */
final class TestBroker implements AutoCloseable {

    private final Path directory;
    private final int port = freePort();
    private final int controllerPort = freePort();
    private EmbeddedKafkaBroker broker;

    TestBroker() {
        try {
            directory = Files.createTempDirectory("berth-kafka");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start();
    }

    void start() {
        broker = new EmbeddedKafkaBroker()
                .withNodeId(1)
                .withKafkaPort(port)
                .withControllerPort(controllerPort)
                .withClusterId("berth-test-cluster-id")
                .withDeleteLogDirsOnClose(false)
                .withAdditionalProperties(properties -> {
                    properties.put("log.dirs", directory.toString());
                    properties.put("log.dir", directory.toString());
                    properties.put("auto.create.topics.enable", "false");
                    properties.put("log.segment.delete.delay.ms", "1000");
                })
                .start();
    }

    void stop() {
        broker.close();
    }

    String bootstrap() {
        return "localhost:" + port;
    }

    void create(NewTopic... topics) throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrap()))) {
            admin.createTopics(java.util.List.of(topics)).all().get(10, TimeUnit.SECONDS);
        }
    }

    @Override
    public void close() {
        stop();
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
