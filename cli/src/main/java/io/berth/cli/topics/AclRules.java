package io.berth.cli.topics;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** The topic plan as Kafka's access rules. Whatever is not listed is refused by the broker. Pure. */
final class AclRules {
    private static final String ALL_TOPICS = "berth.";

    private AclRules() {}

    static List<AclBinding> bindings() {
        var bindings = new ArrayList<AclBinding>();
        for (var topic : TopicPlan.topics()) {
            for (var writer : topic.writers()) {
                bindings.add(allow(writer, ResourceType.TOPIC, topic.name(), PatternType.LITERAL, AclOperation.WRITE));
            }
        }
        for (var reader : TopicPlan.readers()) {
            bindings.add(allow(reader, ResourceType.TOPIC, ALL_TOPICS, PatternType.PREFIXED, AclOperation.READ));
            bindings.add(allow(reader, ResourceType.TOPIC, ALL_TOPICS, PatternType.PREFIXED, AclOperation.DESCRIBE));
            bindings.add(allow(reader, ResourceType.GROUP, reader, PatternType.PREFIXED, AclOperation.READ));
        }
        return bindings;
    }

    private static AclBinding allow(
            String user, ResourceType type, String name, PatternType pattern, AclOperation operation) {
        return new AclBinding(
                new ResourcePattern(type, name, pattern),
                new AccessControlEntry("User:" + user, "*", operation, AclPermissionType.ALLOW));
    }
}
