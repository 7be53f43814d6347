package io.berth.e2e;

import java.util.Map;

/** A part of the suite's ground is away for as long as something takes, and what comes after. */
final class Outage {

    private Outage() {}

    static void of(String service, Runnable work) {
        String container = Engine.serviceContainer(service);
        Commands.run("docker", "stop", container);
        try {
            work.run();
        } finally {
            Commands.run("docker", "start", container);
        }
    }

    /** What {@code ./berth up} starts again after an empty broker: it makes the topics. */
    static void endsWithTopics() {
        Commands.run("docker", "start", "--attach", Engine.serviceContainer("topics"));
    }

    /** Waits until every service answers from its database. */
    static void endsWithServices() {
        Berth berth = Berth.admin();
        Eventually.within(120, "the services have their database", () -> {
            berth.network().list("/v1/networks");
            berth.balancer().list("/v1/balancers");
            berth.scaler().list("/v1/groups");
            berth.console().list("/v1/events?since=0&type=none");
            return true;
        });
    }

    /** Waits until every reader has noticed that Kafka ends earlier than it had read. */
    static void endsWithReaders() {
        Eventually.within(120, "no reader is beyond Kafka's end", () -> {
            Map<String, Long> ends = Topics.ends();
            return Postgres.databases().stream()
                    .flatMap(database -> positions(database).lines())
                    .map(line -> line.split("\\|"))
                    .allMatch(position -> Long.parseLong(position[1]) <= ends.getOrDefault(position[0], 0L));
        });
    }

    private static String positions(String database) {
        String table = database.equals("console") ? "intake_position" : "fact_position";
        return Postgres.superuser(database, "select to_regclass('public." + table + "')")
                        .isEmpty()
                ? ""
                : Postgres.superuser(database, "select topic || ' ' || partition, next_offset from " + table);
    }
}
