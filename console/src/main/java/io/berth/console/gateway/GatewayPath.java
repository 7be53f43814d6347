package io.berth.console.gateway;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * {@code /api/<service>/<rest>} taken apart. The rest is passed on exactly as it came, so an encoded slash stays one;
 * whatever a service could read as a way out of its own paths is refused.
 *
 * @param service short name of the service
 * @param rest path at the service, with its slash in front
 */
record GatewayPath(String service, String rest) {

    private static final String PREFIX = "/api/";

    /** AWS Lambda's API has its versions' dates in front, and its requests are signed. */
    private static final Pattern DATED = Pattern.compile("/\\d{4}-\\d{2}-\\d{2}/");

    /**
     * Whether the service itself decides who may ask, so that the console asks for no token: what it tells to everybody, and
     * what has ways of its own to know its callers (a registry's tokens, triggers that are open, signed requests).
     */
    boolean isForTheServiceToJudge() {
        return rest.equals("/q/openapi")
                || rest.equals("/q/health")
                || rest.startsWith("/q/health/")
                || switch (service) {
                    case "image" -> rest.equals("/token") || rest.equals("/v2") || rest.startsWith("/v2/");
                    case "function" ->
                        rest.startsWith("/fn/") || DATED.matcher(rest).lookingAt();
                    default -> false;
                };
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
