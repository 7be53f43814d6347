package io.berth.scaler.reconcile;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/** What volume-service publishes of a volume, as far as instances need it. */
@JsonIgnoreProperties(ignoreUnknown = true)
record VolumeState(String id, String name, String engineName, String host, String status, String statusReason) {
    static final String TOPIC = "berth.volume-state";

    boolean ready() {
        return engineName != null && "READY".equals(status);
    }

    /** Why nothing can be started on it now. */
    String obstacle() {
        return switch (status) {
            case "FAILED" -> "volume %s has failed: %s".formatted(name, statusReason);
            case "DELETING" -> "volume %s is being deleted".formatted(name);
            default -> "volume %s is not ready yet".formatted(name);
        };
    }
}
