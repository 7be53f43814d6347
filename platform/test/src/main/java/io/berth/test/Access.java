package io.berth.test;

import java.util.Set;

/** Who may use an endpoint. */
public enum Access {
    /** Anybody, without a token. */
    PUBLIC,
    /** Every role, and other services' own tokens. */
    VIEWER,
    /** Operators and admins. */
    OPERATOR,
    /** Admins. */
    ADMIN,
    /** Has tokens of its own: without one it answers 401 with a challenge. */
    REGISTRY;

    /** Whether a token with this role is let in; {@code null} for none. */
    boolean admits(String role) {
        return switch (this) {
            case PUBLIC -> true;
            case VIEWER -> role != null;
            case OPERATOR -> role != null && Set.of("operator", "admin").contains(role);
            case ADMIN -> "admin".equals(role);
            case REGISTRY -> false;
        };
    }
}
