package io.berth.volume.volume;

import io.berth.engine.ReconcileRequest;

/** A volume's wish changed: the engine is compared with it as soon as the change is committed. */
record VolumeTouched(String id) implements ReconcileRequest {
    @Override
    public String kind() {
        return VolumeReconciler.KIND;
    }
}
