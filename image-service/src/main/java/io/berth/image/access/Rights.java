package io.berth.image.access;

import java.util.Collection;

/**
 * Who a Berth token speaks for.
 *
 * @param project its project; {@code *} is a service of the suite
 * @param role the largest role in the token
 */
public record Rights(String subject, String project, Role role) {
    /** The project of tokens that Berth's own services carry. */
    static final String EVERY_PROJECT = "*";

    /** Roles from small to large; each holds those before it. */
    public enum Role {
        NONE,
        VIEWER,
        OPERATOR,
        ADMIN;

        /** Of the roles that a token names; {@code NONE} when it names none. */
        public static Role largestOf(Collection<String> groups) {
            if (groups.contains("admin")) {
                return ADMIN;
            }
            if (groups.contains("operator")) {
                return OPERATOR;
            }
            return groups.contains("viewer") ? VIEWER : NONE;
        }
    }
}
