package io.berth.balancer.haproxy;

/** HAProxy understood and said no; the message is its own. */
public final class ProxyRefusal extends RuntimeException {
    public ProxyRefusal(String command, String answer) {
        super(command + ": " + answer);
    }
}
