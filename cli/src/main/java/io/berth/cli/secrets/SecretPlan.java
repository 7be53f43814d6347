package io.berth.cli.secrets;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Which consumer gets which secret under which file name. Pure. */
final class SecretPlan {
    static final String INSTALLATION = "berth.installation";
    static final String PUBLIC_KEY = "berth.jwt.public-key";
    static final String POSTGRES = "postgres";
    static final String KAFKA = "kafka";
    static final String TOPICS = "topics";

    /** Databases and their owners' roles share these names; services without a module yet have theirs ready. */
    static final List<String> DATABASES =
            List.of("image", "network", "volume", "balancer", "scaler", "function", "console");

    /** Services that run today and get a volume of secrets. */
    static final List<String> SERVICES = List.of("image", "network", "balancer", "scaler", "console");

    private static final List<String> KAFKA_OPERATORS = List.of("broker", "admin", "watch");

    /** A secret of the store, and the file in which one consumer finds it. */
    record Handout(String consumer, String file, String secret) {}

    private SecretPlan() {}

    static List<Handout> handouts() {
        var handouts = new ArrayList<Handout>();
        for (var database : DATABASES) {
            handouts.add(new Handout(POSTGRES, database + ".password", databasePassword(database)));
        }
        for (var user : kafkaUsers()) {
            handouts.add(new Handout(KAFKA, user + ".password", kafkaPassword(user)));
        }
        handouts.add(new Handout(TOPICS, "admin.password", kafkaPassword("admin")));
        for (var service : SERVICES) {
            handouts.add(new Handout(service, INSTALLATION, INSTALLATION));
            handouts.add(new Handout(service, "berth.db.password", databasePassword(service)));
            handouts.add(new Handout(service, "berth.kafka.password", kafkaPassword(service)));
            handouts.add(new Handout(service, "berth.service.token", serviceToken(service)));
            handouts.add(new Handout(service, PUBLIC_KEY, PUBLIC_KEY));
        }
        return handouts;
    }

    /** Secrets that are random and never change once made. */
    static List<String> passwords() {
        var passwords = new TreeSet<String>();
        DATABASES.forEach(database -> passwords.add(databasePassword(database)));
        kafkaUsers().forEach(user -> passwords.add(kafkaPassword(user)));
        return List.copyOf(passwords);
    }

    static List<String> kafkaUsers() {
        var users = new ArrayList<>(DATABASES);
        users.addAll(KAFKA_OPERATORS);
        return users;
    }

    static String serviceToken(String service) {
        return service + ".token";
    }

    private static String databasePassword(String database) {
        return "db." + database + ".password";
    }

    private static String kafkaPassword(String user) {
        return "kafka." + user + ".password";
    }
}
