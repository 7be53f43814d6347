package io.berth.balancer.sample;

import io.berth.web.ErrorCode;

enum StatsError implements ErrorCode {
    BALANCER_NOT_RUNNING(409, "The balancer's proxy does not run");

    private final int status;
    private final String title;

    StatsError(int status, String title) {
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
