/**
 * Packet filter rules on Docker hosts: a small model of what containers may reach, its nftables text, and the reconciler
 * that keeps it in place. A service that wants rules depends on this module and has a bean of type
 * {@link io.berth.firewall.Rulesets}; the rest comes along. DESIGN.md beside this module's pom says why the rules are as they are.
 */
package io.berth.firewall;
