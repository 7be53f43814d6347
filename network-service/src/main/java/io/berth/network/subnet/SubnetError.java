package io.berth.network.subnet;

import io.berth.web.ErrorCode;

/** What can be wrong with the addresses a user asks for. */
public enum SubnetError implements ErrorCode {
    /** Text that is no prefix block, or one that no network may use. */
    NETWORK_SUBNET_INVALID(422, "The subnet cannot be used"),
    /** Another network of this installation, or one the engine has beside it, holds some of these addresses. */
    NETWORK_SUBNET_OVERLAPS(409, "The subnet overlaps another network"),
    /** Every block of the address pool is taken. */
    NETWORK_POOL_EXHAUSTED(409, "The address pool has no free subnet");

    private final int status;
    private final String title;

    SubnetError(int status, String title) {
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
