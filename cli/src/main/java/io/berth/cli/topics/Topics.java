package io.berth.cli.topics;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.config.ConfigResource;

/** A running Kafka, brought to a plan. Topics and rules that the plan does not know are left alone. */
final class Topics {
    private static final short DEFAULT_REPLICATION = -1;

    private final Admin admin;
    private final Duration deadline;

    Topics(Admin admin, Duration deadline) {
        this.admin = admin;
        this.deadline = deadline;
    }

    record Changed(int created, int altered, int rules) {}

    Changed ensure(List<TopicPlan.Topic> topics, List<AclBinding> rules)
            throws ExecutionException, InterruptedException, TimeoutException {
        int created = create(topics);
        return new Changed(created, correct(topics), allow(rules));
    }

    private int create(List<TopicPlan.Topic> topics) throws ExecutionException, InterruptedException, TimeoutException {
        var existing = admin.listTopics().names().get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        var missing = topics.stream()
                .filter(topic -> !existing.contains(topic.name()))
                .map(topic ->
                        new NewTopic(topic.name(), topic.partitions(), DEFAULT_REPLICATION).configs(topic.settings()))
                .toList();
        admin.createTopics(missing).all().get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        return missing.size();
    }

    private int correct(List<TopicPlan.Topic> topics)
            throws ExecutionException, InterruptedException, TimeoutException {
        var resources = new HashMap<ConfigResource, TopicPlan.Topic>();
        topics.forEach(topic -> resources.put(new ConfigResource(ConfigResource.Type.TOPIC, topic.name()), topic));
        var actual = admin.describeConfigs(resources.keySet()).all().get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        var changes = new HashMap<ConfigResource, Collection<AlterConfigOp>>();
        resources.forEach((resource, topic) -> {
            var wrong = differences(topic.settings(), actual.get(resource));
            if (!wrong.isEmpty()) {
                changes.put(resource, wrong);
            }
        });
        admin.incrementalAlterConfigs(changes).all().get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        return changes.size();
    }

    private static Collection<AlterConfigOp> differences(Map<String, String> wanted, Config actual) {
        var wrong = new ArrayList<AlterConfigOp>();
        wanted.forEach((name, value) -> {
            if (!value.equals(actual.get(name).value())) {
                wrong.add(new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET));
            }
        });
        return wrong;
    }

    private int allow(List<AclBinding> rules) throws ExecutionException, InterruptedException, TimeoutException {
        var existing =
                admin.describeAcls(AclBindingFilter.ANY).values().get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        var missing = rules.stream().filter(rule -> !existing.contains(rule)).toList();
        admin.createAcls(missing).all().get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        return missing.size();
    }
}
