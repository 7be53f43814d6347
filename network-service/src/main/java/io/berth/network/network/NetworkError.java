package io.berth.network.network;

import io.berth.engine.EngineException;
import io.berth.web.ErrorCode;

/** Why the API refuses something about a network. */
public enum NetworkError implements ErrorCode {
    NETWORK_OPTION_UNSUPPORTED(422, "This installation cannot do that yet"),
    NETWORK_IN_USE(409, "The network is in use"),
    NETWORK_NOT_ACCEPTING(409, "The network takes no endpoints"),
    NETWORK_PREDEFINED(409, "The network belongs to the engine"),
    NETWORK_ADDRESSES_TAKEN(409, "The engine has these addresses or this name already"),
    NETWORK_REFUSED(502, "The engine refused the network");

    private final int status;
    private final String title;

    NetworkError(int status, String title) {
        this.status = status;
        this.title = title;
    }

    /** What a refusal for good means to whoever asked for the network. */
    static NetworkError of(EngineException refusal) {
        return refusal.kind() == EngineException.Kind.CONFLICT ? NETWORK_ADDRESSES_TAKEN : NETWORK_REFUSED;
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
