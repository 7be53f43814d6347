package io.berth.network.network;

import io.berth.engine.ReconcileRequest;

/** A network's wish changed: the engine is compared with it as soon as the change is committed. */
record NetworkTouched(String id) implements ReconcileRequest {
    @Override
    public String kind() {
        return NetworkReconciler.KIND;
    }
}
