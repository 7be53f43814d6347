package io.berth.firewall;

/** What is wanted: implemented by the service as a bean, and asked again before each application. */
public interface Rulesets {
    /** Everything that the service wants on that host, from its rows or the engine. Called without a transaction. */
    Ruleset wanted(String host);
}
