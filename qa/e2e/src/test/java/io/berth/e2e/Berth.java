package io.berth.e2e;

import java.util.List;
import java.util.Map;

/** The suite, as one caller sees it. */
record Berth(
        Service image,
        Service network,
        Service volume,
        Service balancer,
        Service scaler,
        Service function,
        Service console) {

    static Berth as(String token) {
        return new Berth(
                new Service("image", token),
                new Service("network", token),
                new Service("volume", token),
                new Service("balancer", token),
                new Service("scaler", token),
                new Service("function", token),
                new Service("console", token));
    }

    /** Admin of the project {@code default}. */
    static Berth admin() {
        return as(Suite.adminToken());
    }

    /** Operator of the project {@code other}. */
    static Berth other() {
        return as(Suite.otherToken());
    }

    /** Waits until that was said about something. */
    void awaitFact(String type, String subject) {
        Eventually.within(
                120,
                type + " of " + subject,
                () -> facts(type).stream().anyMatch(fact -> subject.equals(fact.get("subject"))));
    }

    /** All facts of a type, whatever their version. */
    List<Map<String, Object>> facts(String type) {
        return console.list("/v1/events?since=0&type=" + type + ".");
    }
}
