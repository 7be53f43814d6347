package io.berth.test;

import io.smallrye.jwt.build.Jwt;
import java.time.Duration;
import java.util.Set;

/** Bearer tokens that the application under test accepts: as {@code ./berth token create} makes them. */
public final class Tokens {
    /** The project of the tokens that name none. */
    public static final String PROJECT = "default";

    private Tokens() {}

    /** Reads, in project {@code default}. */
    public static String viewer() {
        return of(PROJECT, "viewer");
    }

    /** Reads and writes, in project {@code default}. */
    public static String operator() {
        return of(PROJECT, "operator");
    }

    /** Everything, in every project it names in {@code Berth-Project}; by itself in project {@code default}. */
    public static String admin() {
        return of(PROJECT, "admin");
    }

    /** Another service's own token: reads every project. */
    public static String service() {
        return token("other-service", "*", "viewer", Duration.ofHours(1));
    }

    /** @param role {@code viewer}, {@code operator} or {@code admin} */
    public static String of(String project, String role) {
        return token(project + "-" + role, project, role, Duration.ofHours(1));
    }

    /** A second subject in project {@code default}. */
    public static String of(String project, String role, String subject) {
        return token(subject, project, role, Duration.ofHours(1));
    }

    /** An operator's token that ran out an hour ago. */
    public static String expired() {
        return token("late", PROJECT, "operator", Duration.ofHours(-1));
    }

    private static String token(String subject, String project, String role, Duration life) {
        return Jwt.claims()
                .issuer("berth")
                .subject(subject)
                .groups(Set.of(role))
                .claim("project", project)
                .issuedAt(System.currentTimeMillis() / 1000 - 7200)
                .expiresAt(System.currentTimeMillis() / 1000 + life.toSeconds())
                .sign(TestKeys.privateKey());
    }
}
