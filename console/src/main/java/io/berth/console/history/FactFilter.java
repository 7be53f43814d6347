package io.berth.console.history;

/**
 * What a reader wants to see, and what the reader may see. A null field does not filter.
 *
 * @param project the reader's project; {@code *} sees every project
 * @param type prefix of the type, {@code io.berth.target.} for example
 * @param subject id of the resource
 * @param service {@code image}, {@code network}, {@code balancer}, …
 * @param correlationId the user request that caused the facts
 */
record FactFilter(String project, String type, String subject, String service, String correlationId) {

    static final String EVERY_PROJECT = "*";

    boolean seesEverything() {
        return EVERY_PROJECT.equals(project);
    }
}
