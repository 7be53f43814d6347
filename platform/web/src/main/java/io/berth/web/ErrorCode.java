package io.berth.web;

import java.util.Locale;

/**
 * One stable error of an API; each service has an enum of its own. The name is the problem's {@code code} and is never
 * renamed once clients have seen it.
 */
public interface ErrorCode {
    /** Upper snake case, prefixed with the kind: {@code NETWORK_SUBNET_OVERLAPS}. */
    String name();

    /** HTTP status of the problem. */
    int status();

    /** Short, the same for every occurrence; by default the name in sentence case. */
    default String title() {
        var words = name().replace('_', ' ').toLowerCase(Locale.ROOT);
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
