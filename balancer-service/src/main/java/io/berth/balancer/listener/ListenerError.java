package io.berth.balancer.listener;

import io.berth.web.ErrorCode;

/** What can be wrong with a listener. */
public enum ListenerError implements ErrorCode {
    LISTENER_NOT_FOUND(404, "There is no such listener"),
    LISTENER_PROTOCOL_UNSUPPORTED(422, "The listener's protocol is not supported yet"),
    LISTENER_OPTION_UNSUPPORTED(422, "An option is not supported yet"),
    LISTENER_ADDRESS_INVALID(422, "The address is not an IP address"),
    LISTENER_TIMEOUT_INVALID(422, "The idle timeout is out of bounds"),
    LISTENER_POOL_UNKNOWN(422, "The listener's pool does not exist"),
    LISTENER_POOL_PROTOCOL(422, "Listener and pool speak different protocols"),
    LISTENER_PORT_TAKEN(409, "The address and port are taken"),
    LISTENER_DELETING(409, "The listener is being deleted"),
    LISTENER_REFUSED(422, "The proxy refused the listener");

    private final int status;
    private final String title;

    ListenerError(int status, String title) {
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
