package io.berth.scaler.group;

import io.berth.web.ErrorCode;

/** Errors that only scaler-service answers with. */
public enum ScalerError implements ErrorCode {
    GROUP_NOT_FOUND(404, "There is no such group"),
    INSTANCE_NOT_FOUND(404, "There is no such instance"),
    POLICY_NOT_FOUND(404, "There is no such policy"),
    GROUP_BEING_DELETED(409, "The group is being deleted"),
    GROUP_AT_MIN(409, "The group cannot get smaller"),
    GROUP_SIZES_INVALID(422, "min, desired and max do not fit together"),
    GROUP_NAME_FIXED(422, "A group keeps its name"),
    POLICY_NAME_FIXED(422, "A policy keeps its name"),
    GROUP_POOL_FIXED(422, "A group keeps its pool"),
    GROUP_PORT_MISSING(422, "A group with a pool needs a port"),
    IMAGE_REFERENCE_INVALID(422, "The image reference cannot be read"),
    IMAGE_HOST_MISSING(422, "The image reference names neither a project nor a registry"),
    IMAGE_OF_OTHER_PROJECT(422, "The image is not this project's"),
    MOUNT_INVALID(422, "Instances cannot have these mounts"),
    ZONE_UNKNOWN(422, "No host is in this zone"),
    POLICY_TYPE_NOT_SUPPORTED(422, "This type of policy is not supported"),
    METRIC_NOT_SUPPORTED(422, "This metric is not supported"),
    METRIC_NEEDS_POOL(422, "This metric is measured at a pool"),
    LAUNCH_FAILED(502, "Instances cannot be launched");

    private final int status;
    private final String title;

    ScalerError(int status, String title) {
        this.status = status;
        this.title = title;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }
}
