package io.berth.web;

import jakarta.ws.rs.QueryParam;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which part of a list: a {@code @BeanParam} with {@code limit}, {@code cursor}, {@code label} and {@code status}. */
public class PageRequest {
    static final int DEFAULT_LIMIT = 50;
    static final int MAX_LIMIT = 500;

    @QueryParam("limit")
    String limit;

    @QueryParam("cursor")
    String cursor;

    @QueryParam("label")
    List<String> label;

    @QueryParam("status")
    String status;

    /** The first page, without filters. */
    public static PageRequest first() {
        return new PageRequest();
    }

    /** Items per page, 1 to 500; more is clamped. */
    public int limit() {
        return limit(limit);
    }

    /** The same for a list of another kind. @param limit as sent, null when absent */
    public static int limit(String limit) {
        if (limit == null || limit.isEmpty()) {
            return DEFAULT_LIMIT;
        }
        try {
            var wanted = Integer.parseInt(limit);
            if (wanted > 0) {
                return Math.min(wanted, MAX_LIMIT);
            }
        } catch (NumberFormatException notANumber) {
            throw invalid("limit", "must be a whole number from 1").causedBy(notANumber);
        }
        throw invalid("limit", "must be a whole number from 1");
    }

    /** Id of the last item of the page before; empty on the first page. */
    public Optional<String> after() {
        return cursor == null || cursor.isEmpty() ? Optional.empty() : Optional.of(Cursor.id(cursor));
    }

    /** Labels that an item must have, all of them. */
    public Map<String, String> labels() {
        var labels = new LinkedHashMap<String, String>();
        for (var text : label == null ? List.<String>of() : label) {
            var equals = text.indexOf('=');
            if (equals < 1) {
                throw invalid("label", "must be key=value");
            }
            labels.put(text.substring(0, equals), text.substring(equals + 1));
        }
        return labels;
    }

    /** The wanted status as text; empty for any. */
    public Optional<String> status() {
        return status == null || status.isEmpty() ? Optional.empty() : Optional.of(status);
    }

    /** The wanted status as one of the kind's own; another text is a problem. */
    public <S extends Enum<S>> Optional<S> status(Class<S> statuses) {
        return status().map(text -> {
            for (var one : statuses.getEnumConstants()) {
                if (one.name().equals(text)) {
                    return one;
                }
            }
            throw invalid("status", "must be one of " + List.of(statuses.getEnumConstants()));
        });
    }

    private static ProblemException invalid(String parameter, String message) {
        return new ProblemException(
                PlatformError.INVALID_PARAMETER,
                parameter + " " + message + ".",
                "",
                List.of(new FieldError(parameter, message)));
    }
}
