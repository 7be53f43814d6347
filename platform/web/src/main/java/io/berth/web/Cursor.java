package io.berth.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;

/** Opaque text that says after which id a page starts. */
final class Cursor {
    /** Says what the text is, so that another's base64 is refused and the form can change. */
    private static final String MARK = "1:";

    private Cursor() {}

    static String after(String id) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString((MARK + id).getBytes(UTF_8));
    }

    static String id(String cursor) {
        try {
            var text = new String(Base64.getUrlDecoder().decode(cursor), UTF_8);
            if (text.startsWith(MARK) && text.indexOf('\0') < 0) {
                return text.substring(MARK.length());
            }
        } catch (IllegalArgumentException notBase64) {
            throw invalid().causedBy(notBase64);
        }
        throw invalid();
    }

    private static ProblemException invalid() {
        return new ProblemException(
                PlatformError.INVALID_CURSOR,
                "The cursor was not returned by this list.",
                "Leave the cursor out to start from the first page.");
    }
}
