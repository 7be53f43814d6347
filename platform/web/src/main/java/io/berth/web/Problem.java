package io.berth.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.util.List;
import java.util.Locale;

/**
 * The body of every error, {@code application/problem+json} (RFC 9457).
 *
 * @param type {@code urn:berth:problem:<code in kebab case>}
 * @param title the same for every occurrence of the code
 * @param status the HTTP status
 * @param detail this occurrence
 * @param code stable upper snake case name
 * @param errors wrong fields; left out when there are none
 * @param suggestion what to do; left out when there is nothing to say
 * @param traceId W3C trace id of the request, also in Berth's logs and the facts' correlation id
 */
@JsonInclude(Include.NON_EMPTY)
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        String code,
        List<FieldError> errors,
        String suggestion,
        String traceId) {

    /** Media type of RFC 9457, section 3. */
    public static final String MEDIA_TYPE = "application/problem+json";

    /** A problem without wrong fields and suggestion. */
    public static Problem of(ErrorCode code, String detail) {
        return of(code, detail, "", List.of());
    }

    static Problem of(ErrorCode code, String detail, String suggestion, List<FieldError> errors) {
        var type = "urn:berth:problem:" + code.name().toLowerCase(Locale.ROOT).replace('_', '-');
        return new Problem(type, code.title(), code.status(), detail, code.name(), errors, suggestion, "");
    }

    /** The same problem as it occurred in one request. */
    public Problem in(String trace) {
        return new Problem(type, title, status, detail, code, errors, suggestion, trace);
    }
}
