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

    /** The services: each has a database and a role of its name, a Kafka user, and a volume of secrets. */
    static final List<String> SERVICES =
            List.of("image", "network", "volume", "balancer", "scaler", "function", "console");

    /** Services that keep their users' passwords and private keys, encrypted with a key that is not in the database. */
    static final List<String> SEALERS = List.of("image", "volume", "balancer", "function");

    private static final List<String> KAFKA_OPERATORS = List.of("broker", "admin", "watch");

    /** A secret of the store, and the file in which one consumer finds it. */
    record Handout(String consumer, String file, String secret) {}

    private SecretPlan() {}

    static List<Handout> handouts() {
        var handouts = new ArrayList<Handout>();
        for (var database : SERVICES) {
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
        for (var service : SEALERS) {
            handouts.add(new Handout(service, "berth.seal.key", sealingKey(service)));
        }
        return handouts;
    }

    /** Secrets that are random, 32 bytes in base 64 (URL alphabet, unpadded), and never change once made. */
    static List<String> passwords() {
        var passwords = new TreeSet<String>();
        SERVICES.forEach(database -> passwords.add(databasePassword(database)));
        kafkaUsers().forEach(user -> passwords.add(kafkaPassword(user)));
        SEALERS.forEach(service -> passwords.add(sealingKey(service)));
        return List.copyOf(passwords);
    }

    static List<String> kafkaUsers() {
        var users = new ArrayList<>(SERVICES);
        users.addAll(KAFKA_OPERATORS);
        return users;
    }

    static String serviceToken(String service) {
        return service + ".token";
    }

    private static String databasePassword(String database) {
        return "db." + database + ".password";
    }

    private static String sealingKey(String service) {
        return "seal." + service + ".key";
    }

    private static String kafkaPassword(String user) {
        return "kafka." + user + ".password";
    }
}
