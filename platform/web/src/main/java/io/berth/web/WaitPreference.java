package io.berth.web;

import jakarta.ws.rs.HeaderParam;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * How long the caller would like the answer to wait for the status to end: a {@code @BeanParam} that reads
 * {@code Prefer: wait=N} (RFC 7240, section 4.3), in seconds, at most 60. What cannot be understood is ignored, as
 * section 2 asks.
 */
public class WaitPreference {
    static final int MAX_SECONDS = 60;
    private static final Pattern WAIT =
            Pattern.compile("(?:^|[,;\\s])wait\\s*=\\s*\"?(\\d{1,9})\"?", Pattern.CASE_INSENSITIVE);

    @HeaderParam("Prefer")
    List<String> prefer;

    /** Does not wait. */
    public static WaitPreference none() {
        return new WaitPreference();
    }

    static WaitPreference of(String header) {
        var preference = new WaitPreference();
        preference.prefer = List.of(header);
        return preference;
    }

    /** Zero when the caller does not want to wait. */
    public Duration timeout() {
        for (var header : prefer == null ? List.<String>of() : prefer) {
            var match = WAIT.matcher(header);
            if (match.find()) {
                return Duration.ofSeconds(Math.min(Integer.parseInt(match.group(1)), MAX_SECONDS));
            }
        }
        return Duration.ZERO;
    }
}
