package io.berth.network.endpoint;

import io.berth.engine.EngineException;
import io.berth.web.ErrorCode;

/** Why the API refuses something about an endpoint. */
public enum EndpointError implements ErrorCode {
    ENDPOINT_CONTAINER_UNKNOWN(422, "There is no such container in the project"),
    ENDPOINT_EXISTS(409, "The container is on that network already"),
    ENDPOINT_ADDRESS_TAKEN(409, "The address is taken"),
    ENDPOINT_IMPOSSIBLE(409, "The container does not run, or the network is gone"),
    ENDPOINT_REFUSED(502, "The engine refused the endpoint");

    private final int status;
    private final String title;

    EndpointError(int status, String title) {
        this.status = status;
        this.title = title;
    }

    /** What a refusal for good means to whoever asked for the endpoint. */
    static EndpointError of(EngineException refusal) {
        return refusal.kind() == EngineException.Kind.CONFLICT ? ENDPOINT_ADDRESS_TAKEN : ENDPOINT_REFUSED;
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
