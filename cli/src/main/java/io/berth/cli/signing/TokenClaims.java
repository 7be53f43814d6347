package io.berth.cli.signing;

import java.util.List;

/**
 * Who a token speaks for.
 *
 * @param subject the {@code sub} claim
 * @param groups roles: {@code viewer}, {@code operator} or {@code admin}
 * @param project the one project the token may see; {@code *} only for Berth's own services
 */
public record TokenClaims(String subject, List<String> groups, String project) {}
