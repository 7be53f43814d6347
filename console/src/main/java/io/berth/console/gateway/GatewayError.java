package io.berth.console.gateway;

import io.berth.web.ErrorCode;

/** Why a request did not get to a service. */
enum GatewayError implements ErrorCode {
    SERVICE_NOT_FOUND(404, "No such service"),
    SERVICE_UNREACHABLE(502, "The service does not answer"),
    SERVICE_TIMEOUT(504, "The service does not answer in time"),
    SERVICE_BUSY(503, "Too many requests to the service at once");

    private final int status;
    private final String title;

    GatewayError(int status, String title) {
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
