package io.berth.scaler.reconcile;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/** What network-service publishes of a network, as far as instances need it. */
@JsonIgnoreProperties(ignoreUnknown = true)
record NetworkState(String id, String name, String engineName, String host, String status) {
    static final String TOPIC = "berth.network-state";

    boolean ready() {
        return engineName != null && "READY".equals(status);
    }
}
