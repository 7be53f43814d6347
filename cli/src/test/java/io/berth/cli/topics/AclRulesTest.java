package io.berth.cli.topics;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.junit.jupiter.api.Test;

class AclRulesTest {
    @Test
    void watchOnlyReads() {
        assertThat(AclRules.bindings())
                .filteredOn(rule -> rule.entry().principal().equals("User:watch"))
                .extracting(rule -> rule.entry().operation())
                .containsOnly(AclOperation.READ, AclOperation.DESCRIBE);
    }

    @Test
    void aServiceWritesItsOwnFactsAndNobodyElses() {
        assertThat(AclRules.bindings())
                .filteredOn(rule -> rule.entry().operation() == AclOperation.WRITE)
                .filteredOn(rule -> rule.pattern().name().equals("berth.scaler"))
                .extracting(rule -> rule.entry().principal())
                .containsExactly("User:scaler");
    }

    @Test
    void noWriteRuleIsAPrefix() {
        assertThat(AclRules.bindings())
                .filteredOn(rule -> rule.entry().operation() == AclOperation.WRITE)
                .allMatch(rule -> rule.pattern().patternType() == PatternType.LITERAL);
    }

    @Test
    void everyTopicSaysHowItForgets() {
        assertThat(TopicPlan.topics()).allMatch(topic -> topic.settings().containsKey("cleanup.policy"));
    }
}
