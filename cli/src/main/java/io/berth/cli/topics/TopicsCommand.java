package io.berth.cli.topics;

import io.berth.cli.secrets.SecretDirectory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Brings Kafka's topics and access rules to the plan; safe to run at every start. */
@Command(name = "topics", description = "Create the Kafka topics and who may write them.")
public final class TopicsCommand implements Runnable {
    @Option(
            names = "--bootstrap",
            description = "Kafka's address.",
            defaultValue = "${KAFKA_BOOTSTRAP_SERVERS:-kafka:9092}")
    private String bootstrap;

    @Option(
            names = "--secrets",
            description = "Directory with admin.password.",
            defaultValue = "${BERTH_TOPICS_SECRETS:-/run/berth/secrets}")
    private Path secrets;

    @Option(
            names = "--wait",
            description = "Seconds to wait for Kafka. Default: ${DEFAULT-VALUE}.",
            defaultValue = "60")
    private int waitSeconds;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        try (var admin = Admin.create(settings())) {
            var topics = new Topics(admin, Duration.ofSeconds(waitSeconds));
            var changed = topics.ensure(TopicPlan.topics(), AclRules.bindings());
            spec.commandLine()
                    .getErr()
                    .println("topicsCreated=" + changed.created() + " topicsChanged=" + changed.altered()
                            + " rulesAdded=" + changed.rules());
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "Kafka at " + bootstrap + " refused: " + e.getCause().getMessage(), e);
        } catch (TimeoutException e) {
            throw new IllegalStateException("Kafka at " + bootstrap + " did not answer in " + waitSeconds + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private Map<String, Object> settings() {
        var password = new SecretDirectory(secrets)
                .read("admin.password")
                .orElseThrow(() -> new IllegalStateException("no Kafka password in " + secrets + ": run init first"));
        var millis = (int) TimeUnit.SECONDS.toMillis(waitSeconds);
        return Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                millis,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                Math.min(millis, 10_000),
                "security.protocol",
                "SASL_PLAINTEXT",
                "sasl.mechanism",
                "PLAIN",
                "sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"admin\" password=\""
                        + password + "\";");
    }
}
