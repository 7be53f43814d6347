package io.berth.network.endpoint;

import io.berth.engine.ReconcileRequest;

/** An endpoint's wish changed: the engine is compared with it as soon as the change is committed. */
record EndpointTouched(String id) implements ReconcileRequest {
    @Override
    public String kind() {
        return EndpointReconciler.KIND;
    }
}
