package io.berth.web;

import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/** Entity tags made from a resource's version (RFC 9110, sections 8.8.3 and 13.1). */
public final class Etags {
    private Etags() {}

    /** With quotes: {@code "7"}. */
    public static String of(long version) {
        return "\"" + version + "\"";
    }

    /** 200 with the resource and its tag; becomes 304 when the request's {@code If-None-Match} names it. */
    public static Response ok(ResourceView view) {
        return Response.ok(view).tag(tag(view)).build();
    }

    static EntityTag tag(ResourceView view) {
        return new EntityTag(Long.toString(view.version()));
    }

    /** As {@link #requireMatch(String, long)} with the request's {@code If-Match}. */
    public static void requireMatch(HttpHeaders headers, long version) {
        requireMatch(headers.getHeaderString(HttpHeaders.IF_MATCH), version);
    }

    /**
     * Call it in the transaction that changes the resource.
     *
     * @param ifMatch {@code If-Match} as sent; {@code null} matches everything
     * @throws ProblemException 412 when the caller's version is not the current one
     */
    public static void requireMatch(String ifMatch, long version) {
        if (ifMatch != null && !matches(ifMatch, of(version), false)) {
            throw new ProblemException(
                    PlatformError.STALE_RESOURCE,
                    "The resource is at version %s now.".formatted(of(version)),
                    "Read it again, then repeat the change with its new ETag.");
        }
    }

    /** @param weak whether weak tags match too, as they do for {@code If-None-Match} only */
    static boolean matches(String header, String tag, boolean weak) {
        for (var one : header.split(",", -1)) {
            var candidate = one.strip();
            if (weak && candidate.startsWith("W/")) {
                candidate = candidate.substring(2);
            }
            if (candidate.equals("*") || candidate.equals(tag)) {
                return true;
            }
        }
        return false;
    }
}
