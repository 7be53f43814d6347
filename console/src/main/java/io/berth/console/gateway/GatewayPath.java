package io.berth.console.gateway;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * {@code /api/<service>/<rest>} taken apart. The rest is passed on exactly as it came, so an encoded slash stays one;
 * whatever a service could read as a way out of its own paths is refused.
 *
 * @param service short name of the service
 * @param rest path at the service, with its slash in front
 */
record GatewayPath(String service, String rest) {

    private static final String PREFIX = "/api/";

    /** Whether the service tells this to everybody, so that the console needs no token for it either. */
    boolean isPublic() {
        return rest.equals("/q/openapi") || rest.equals("/q/health") || rest.startsWith("/q/health/");
    }

    /** Empty when the path is no way to a service. */
    static Optional<GatewayPath> of(String rawPath) {
        if (rawPath == null || !rawPath.startsWith(PREFIX)) {
            return Optional.empty();
        }
        int end = rawPath.indexOf('/', PREFIX.length());
        if (end < 0) {
            return Optional.empty();
        }
        String rest = rawPath.substring(end);
        return escapes(rest)
                ? Optional.empty()
                : Optional.of(new GatewayPath(rawPath.substring(PREFIX.length(), end), rest));
    }

    private static boolean escapes(String rest) {
        String decoded;
        try {
            decoded = URLDecoder.decode(rest.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return true;
        }
        return rest.contains("//")
                || decoded.contains("\\")
                || decoded.chars().anyMatch(Character::isISOControl)
                || Arrays.stream(decoded.split("/"))
                        .map(segment -> segment.replaceFirst(";.*", ""))
                        .anyMatch(segment -> segment.equals("..") || segment.equals("."));
    }
}
