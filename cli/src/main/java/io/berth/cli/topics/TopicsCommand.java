package io.berth.cli.topics;

import io.berth.cli.secrets.SecretDirectory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
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
    /** One try; Kafka's own client repeats requests within it. */
    private static final Duration ATTEMPT = Duration.ofSeconds(15);

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

    @Option(names = "--wait", description = "Seconds to go on trying. Default: ${DEFAULT-VALUE}.", defaultValue = "60")
    private int waitSeconds;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        var settings = settings();
        var log = spec.commandLine().getErr();
        var attempts = new Attempts(Duration.ofSeconds(waitSeconds), refusal -> {
            log.println("kafka=" + bootstrap + " refused=\"" + refusal + "\"");
            log.flush();
        });
        try {
            var changed = attempts.until(() -> ensure(settings));
            log.println("topicsCreated=" + changed.created() + " topicsChanged=" + changed.altered() + " rulesAdded="
                    + changed.rules());
        } catch (IllegalStateException e) {
            throw new IllegalStateException(
                    "Kafka at " + bootstrap + " did not take the topics within " + waitSeconds + " s: "
                            + e.getMessage(),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static Topics.Changed ensure(Map<String, Object> settings)
            throws ExecutionException, InterruptedException, TimeoutException {
        try (var admin = Admin.create(settings)) {
            return new Topics(admin, ATTEMPT).ensure(TopicPlan.topics(), AclRules.bindings());
        }
    }

    private Map<String, Object> settings() {
        var password = new SecretDirectory(secrets)
                .read("admin.password")
                .orElseThrow(() -> new IllegalStateException("no Kafka password in " + secrets + ": run init first"));
        return Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                (int) ATTEMPT.toMillis(),
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                (int) ATTEMPT.dividedBy(2).toMillis(),
                "security.protocol",
                "SASL_PLAINTEXT",
                "sasl.mechanism",
                "PLAIN",
                "sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"admin\" password=\""
                        + password + "\";");
    }
}
