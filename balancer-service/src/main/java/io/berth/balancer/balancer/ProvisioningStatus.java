package io.berth.balancer.balancer;

import io.berth.web.ResourceStatus;

/** What became of the last change. */
public enum ProvisioningStatus {
    PENDING,
    ACTIVE,
    ERROR;

    static ProvisioningStatus of(ResourceStatus status) {
        return switch (status) {
            case PENDING, DELETING -> PENDING;
            case READY -> ACTIVE;
            case FAILED -> ERROR;
        };
    }
}
