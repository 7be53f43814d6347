package io.berth.balancer.pool;

import io.berth.web.ErrorCode;

enum PoolError implements ErrorCode {
    POOL_PROTOCOL_UNSUPPORTED(422, "The pool's protocol is not supported yet"),
    POOL_ALGORITHM_UNSUPPORTED(422, "The algorithm is not supported yet"),
    POOL_STICKINESS_UNSUPPORTED(422, "Stickiness is not supported yet"),
    POOL_DURATION_INVALID(422, "A duration is out of bounds"),
    POOL_IN_USE(409, "The pool is in use"),
    POOL_DELETING(409, "The pool is being deleted");

    private final int status;
    private final String title;

    PoolError(int status, String title) {
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
