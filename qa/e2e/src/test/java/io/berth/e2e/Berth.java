package io.berth.e2e;

/** The suite, as one caller sees it. */
record Berth(Service image, Service network, Service balancer, Service scaler, Service console) {

    static Berth as(String token) {
        return new Berth(
                new Service("image", token),
                new Service("network", token),
                new Service("balancer", token),
                new Service("scaler", token),
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
}
