package io.berth.image.access;

import java.net.URI;

/**
 * The {@code WWW-Authenticate} of a 401 on {@code /v2}: where a token is to be had and what it should open. The realm
 * is on the host and port that the client itself used, so one registry works under every name that leads to it.
 */
final class Challenge {
    /** The {@code service} of challenges and token requests. */
    static final String SERVICE = "berth";

    private Challenge() {}

    /** @param scope null when the request names no repository */
    static String bearer(URI request, Scope scope, boolean tokenWasTooSmall) {
        var challenge = new StringBuilder("Bearer realm=\"")
                .append(request.getScheme())
                .append("://")
                .append(request.getRawAuthority())
                .append("/token\",service=\"")
                .append(SERVICE)
                .append('"');
        if (scope != null) {
            challenge.append(",scope=\"").append(scope).append('"');
        }
        if (tokenWasTooSmall) {
            challenge.append(",error=\"insufficient_scope\"");
        }
        return challenge.toString();
    }
}
