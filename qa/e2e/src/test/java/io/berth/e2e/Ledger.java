package io.berth.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Every fact that a service committed, written down by PostgreSQL itself in the same transaction: rows leave the outbox
 * once they are sent, and this is what stays. Compared with Kafka it says whether a fact was lost.
 */
final class Ledger {

    private static final String NOTE = """
            create table if not exists e2e_said (
                n bigint generated always as identity, id text primary key, topic text not null, key text not null);
            create or replace function e2e_note() returns trigger language plpgsql security definer
            set search_path = public as $$
            begin
                insert into e2e_said (id, topic, key) values (new.id, new.topic, new.key) on conflict do nothing;
                return null;
            end $$;
            drop trigger if exists e2e_note on outbox;
            create trigger e2e_note after insert on outbox for each row execute function e2e_note();
            """;

    private Ledger() {}

    /** From now on every fact is written down; facts that were written down before stay. */
    static void open() {
        speakers().forEach(database -> Postgres.superuser(database, "set client_min_messages = error; " + NOTE));
    }

    /** Nothing is written down any more, and what was is gone: the databases are as the services made them. */
    static void close() {
        speakers()
                .forEach(database -> Postgres.superuser(
                        database,
                        "drop trigger if exists e2e_note on outbox; drop function if exists e2e_note;"
                                + " drop table if exists e2e_said"));
    }

    /** Databases with an outbox. */
    private static List<String> speakers() {
        return Postgres.databases().stream()
                .filter(database -> !Postgres.superuser(database, "select to_regclass('public.outbox')")
                        .isEmpty())
                .toList();
    }

    /** Ids of all the facts written down so far, those that wait in an outbox included. */
    static Set<String> committed() {
        Set<String> ids = new HashSet<>();
        for (String database : speakers()) {
            ids.addAll(Postgres.superuser(database, "select id from e2e_said")
                    .lines()
                    .toList());
        }
        return ids;
    }

    /** Waits until no fact is left in an outbox. */
    static void awaitSent() {
        Eventually.within(
                120,
                "all outboxes are empty",
                () -> speakers().stream()
                        .allMatch(database -> Postgres.superuser(database, "select count(*) from outbox")
                                .equals("0")));
    }

    /** No committed fact is missing on Kafka, none was put aside, and each has one effect in the history. */
    static List<Fact> assertNothingIsLost() {
        return assertNothingIsLostSince(Set.of());
    }

    /** The same for facts that are not among {@code before}: an older volume took those with it, or their numbers. */
    static List<Fact> assertNothingIsLostSince(Set<String> before) {
        awaitSent();
        for (String database : speakers()) {
            assertThat(Postgres.superuser(database, "select id, type, error from outbox_failure"))
                    .as("facts of %s that were put aside", database)
                    .isEmpty();
        }
        Set<String> committed = committed();
        List<Fact> read = Topics.readAll();
        Set<String> missing = new HashSet<>(committed);
        read.forEach(fact -> missing.remove(fact.id()));
        missing.removeAll(compacted());
        missing.removeAll(before);
        assertThat(missing).as("facts that were committed and are not on Kafka").isEmpty();
        assertThat(outOfOrder(read, before))
                .as("facts that overtook another of their key")
                .isEmpty();
        assertTakenInOnce(read);
        return read;
    }

    /** States that a later one of their key has replaced: Kafka may have removed them since. */
    private static Set<String> compacted() {
        Set<String> ids = new HashSet<>();
        for (String database : speakers()) {
            ids.addAll(Postgres.superuser(database, """
                            select id from e2e_said said where topic in (select topic from published_topic) and exists
                            (select from e2e_said l where l.topic = said.topic and l.key = said.key and l.n > said.n)""").lines().toList());
        }
        return ids;
    }

    /** First arrivals only: what is sent again after a crash comes behind what it was sent before. */
    private static List<String> outOfOrder(List<Fact> read, Set<String> before) {
        Map<String, String> latest = new HashMap<>();
        Set<String> seen = new HashSet<>(before);
        List<String> wrong = new ArrayList<>();
        for (Fact fact : read) {
            if (fact.sequence() == null || !seen.add(fact.id())) {
                continue;
            }
            String last = latest.put(fact.topic() + " " + fact.key(), fact.sequence());
            if (last != null && last.compareTo(fact.sequence()) > 0) {
                wrong.add(fact + " has number " + fact.sequence() + " and came after " + last);
            }
        }
        return wrong;
    }

    /** However often a fact arrived, the console's history has it once. */
    private static void assertTakenInOnce(List<Fact> read) {
        Set<String> expected = new HashSet<>();
        read.stream().filter(fact -> historic(fact.topic())).map(Fact::id).forEach(expected::add);
        Eventually.within(60, "the history has every fact", () -> history().containsAll(expected));
        List<String> history = history();
        assertThat(history).as("facts in the console's history").doesNotHaveDuplicates();
    }

    /** Ids of what the console keeps. */
    static List<String> history() {
        return Postgres.superuser("console", "select id from fact").lines().toList();
    }

    /** Telemetry, usage and states are no history. */
    private static boolean historic(String topic) {
        return !Set.of("berth.metric", "berth.usage").contains(topic) && !topic.contains("-");
    }
}
