package io.berth.balancer.target;

import io.berth.web.ErrorCode;

enum TargetError implements ErrorCode {
    TARGET_NOT_FOUND(404, "There is no such target"),
    TARGET_NAME_TAKEN(409, "The pool has a target of this name"),
    TARGET_ADDRESS_INVALID(422, "The address is not an IP address"),
    TARGET_MANAGED(409, "The target belongs to a scaling group"),
    TARGET_LEAVING(409, "The target is leaving");

    private final int status;
    private final String title;

    TargetError(int status, String title) {
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
