package io.berth.web;

import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Entity tags made from a resource's version and, on their way out, from everything that the answer shows: {@code
 * "7-3f9a…"} (RFC 9110, sections 8.8.3 and 13.1). A condition on a change asks for the version only, because that counts
 * what can be changed; what the engine reports beside it is nobody's edit.
 */
public final class Etags {
    private static final int DIGEST_BYTES = 8;

    private Etags() {}

    /** With quotes: {@code "7"}. */
    public static String of(long version) {
        return "\"" + version + "\"";
    }

    /** Without quotes: the version, and a digest of what is shown. */
    static String of(long version, byte[] shown) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(shown);
            return version + "-" + HexFormat.of().formatHex(Arrays.copyOf(digest, DIGEST_BYTES));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
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
        if (ifMatch != null && !matches(ifMatch.replaceAll("(\"\\d+)-[0-9a-f]+\"", "$1\""), of(version), false)) {
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
