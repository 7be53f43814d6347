package io.berth.scaler.group;

import io.berth.engine.ReconcileRequest;

/** CDI event: what is wanted of a group, or what is known of its instances, has changed. */
public record GroupTouched(String id) implements ReconcileRequest {
    /** Scaling groups, as their reconciler calls them. */
    public static final String KIND = "group";

    @Override
    public String kind() {
        return KIND;
    }
}
