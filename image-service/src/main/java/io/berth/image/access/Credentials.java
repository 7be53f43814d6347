package io.berth.image.access;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Finds the Berth token in what a registry client sends as its login. */
final class Credentials {
    private Credentials() {}

    /** The password of Basic, whoever the user is, or the token of Bearer. */
    static Optional<String> fromHeader(String authorization) {
        if (authorization == null) {
            return Optional.empty();
        }
        if (authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
            return ofNullable(authorization.substring(7).strip());
        }
        return authorization.regionMatches(true, 0, "Basic ", 0, 6)
                ? password(authorization.substring(6).strip())
                : Optional.empty();
    }

    static Optional<String> ofNullable(String token) {
        return Optional.ofNullable(token).filter(text -> !text.isBlank());
    }

    private static Optional<String> password(String encoded) {
        try {
            var pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon < 0 ? Optional.empty() : ofNullable(pair.substring(colon + 1));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }
}
