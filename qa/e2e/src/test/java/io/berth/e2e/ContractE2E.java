package io.berth.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Everything that all the tests before made the suite say, as the bytes on Kafka have it, against {@code contracts/}. */
@Order(7)
class ContractE2E {

    /** Topics that no service of that name owns. */
    private static final Set<String> SHARED = Set.of("pool", "metric");

    private static List<Fact> read;

    @BeforeAll
    static void readEverything() {
        read = Ledger.assertNothingIsLost();
    }

    @Test
    void everyMessageIsAsTheContractsSay() {
        List<String> wrong = new ArrayList<>();
        read.forEach(fact -> wrong.addAll(Contracts.violations(fact)));

        assertThat(read).isNotEmpty();
        assertThat(wrong).isEmpty();
    }

    @Test
    void everyTypeThatTheContractsListWasReallySaid() {
        Map<String, Set<String>> unsaid = new TreeMap<>();
        Contracts.types().forEach((topic, types) -> {
            if (spoken(topic)) {
                Set<String> missing = new TreeSet<>(types);
                read.forEach(fact -> missing.remove(fact.type()));
                unsaid.put(topic, missing);
            }
        });
        unsaid.values().removeIf(Set::isEmpty);

        assertThat(unsaid).isEmpty();
        System.out.println("contracts: " + read.size() + " messages, "
                + read.stream().map(Fact::type).distinct().count() + " types");
    }

    /** Whether somebody in this suite speaks on the topic: {@code berth.network-state} is network's. */
    private static boolean spoken(String topic) {
        String owner = topic.substring("berth.".length()).split("-", 2)[0];
        return SHARED.contains(owner) || (Engine.services().contains(owner));
    }
}
