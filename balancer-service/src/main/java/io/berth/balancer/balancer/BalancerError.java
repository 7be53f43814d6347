package io.berth.balancer.balancer;

import io.berth.web.ErrorCode;

enum BalancerError implements ErrorCode {
    BALANCER_NETWORKS_REQUIRED(422, "An internal balancer needs a network"),
    BALANCER_NETWORKS_NOT_ALLOWED(422, "An external balancer has no networks"),
    BALANCER_DELETING(409, "The balancer is being deleted");

    private final int status;
    private final String title;

    BalancerError(int status, String title) {
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
